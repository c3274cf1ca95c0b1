// XML of a skeleton as a tree, and the few questions that are asked of it.
import { DOMParser, type Document, type Element, type Node, onErrorStopParsing, XMLSerializer } from '@xmldom/xmldom'
import { SkeletonInvalid } from './open-skeleton.ts'

/** The transitional namespace of WordprocessingML (ECMA-376, part 4); Word writes no other unless it is told to. */
export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

export function parseXml(xml: string, name: string): Document {
  try {
    return new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, 'text/xml')
  } catch (error) {
    throw new SkeletonInvalid(`${name} is not well-formed`, error)
  }
}

export function toXml(node: Node): string {
  return new XMLSerializer().serializeToString(node)
}

/** A part of a tree as it stands inside one: the root declares the namespace already. */
export function fragmentXml(node: Node): string {
  return toXml(node).replaceAll(` xmlns:w="${W}"`, '')
}

/** All below `node`, as a list that does not change with the tree. */
export function allOf(node: Document | Element, name: string): Element[] {
  return Array.from(node.getElementsByTagNameNS(W, name))
}

export function childrenOf(node: Element, name: string): Element[] {
  return Array.from(node.childNodes).filter(
    (child): child is Element => child.nodeType === child.ELEMENT_NODE && isNamed(child as Element, name),
  )
}

export function attributeOf(element: Element | undefined, name = 'val'): string | undefined {
  return element?.getAttributeNS(W, name) ?? undefined
}

/** The text of a paragraph, its runs joined; deleted text and field codes are no `w:t`. */
export function textOf(element: Element): string {
  return allOf(element, 't')
    .map(({ textContent }) => textContent ?? '')
    .join('')
}

function isNamed(element: Element, name: string): boolean {
  return element.namespaceURI === W && element.localName === name
}

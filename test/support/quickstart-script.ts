// A quickstart as the script of somebody who does exactly what it says.

/**
 * @param markdown its `sh` blocks are typed in, one after the other in one shell; a block `js NAME` is saved as NAME where it stands
 * @returns a shell script; the first block, `npm start`, is left to the caller, for it never ends
 */
export function quickstartScript(markdown: string): string {
  const blocks = [...markdown.matchAll(/^```(sh|js)(?: (\S+))?\n([\s\S]*?)^```$/gm)]
  const [first, ...rest] = blocks.map(([, kind, name, text = '']) =>
    kind === 'js' ? `cat > ${name} <<'END_OF_FILE'\n${text}END_OF_FILE\n` : text,
  )
  if (first !== 'npm start\n') throw new Error('the quickstart no longer begins with npm start')
  return rest.join('\n')
}

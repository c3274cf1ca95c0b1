// What a shell offers after `mandate …<Tab>`: asked of the program itself, so that it is never out of date.
import type { Command } from 'commander'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** @param words what stands on the line after `mandate`, the last one begun or empty. @returns what may stand in its place */
export function candidates(program: Command, words: readonly string[]): string[] {
  const begun = words.at(-1) ?? ''
  let command = program
  for (const word of words.slice(0, -1)) {
    const next = command.commands.find(one => one.name() === word)
    if (next !== undefined) command = next
  }
  const flags = [...command.options, ...(command === program ? [] : program.options)].flatMap(({ long }) => long ?? [])
  const names = command.commands.map(one => one.name()).filter(name => !name.startsWith('_'))
  return (begun.startsWith('-') ? flags : names).filter(name => name.startsWith(begun))
}

/** @returns a script that the shell reads once at its start */
export function completionScript(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return `_mandate() { local IFS=$'\\n'; COMPREPLY=($(mandate __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)); }
complete -o default -F _mandate mandate
`
    case 'zsh':
      return `#compdef mandate
_mandate() { local -a found; found=("\${(@f)$(mandate __complete -- "\${words[@]:1:CURRENT-1}" 2>/dev/null)}"); compadd -a found || _files; }
compdef _mandate mandate
`
    case 'fish':
      return `complete -c mandate -a '(mandate __complete -- (commandline -opc)[2..] (commandline -ct))'
`
    default:
      return shell satisfies never
  }
}

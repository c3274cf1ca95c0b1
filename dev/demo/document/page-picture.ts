// The first page of a DOCX as it is printed, where LibreOffice and poppler are on the machine.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A first start of LibreOffice takes some seconds; nobody is to wait longer for a picture that is not needed. */
const PATIENCE_MS = 20_000
const DOTS_PER_INCH = '88'

/** A PNG; undefined where a program is missing or does not manage in time. `dir` is where the work is done, and left as it was. */
export async function pagePicture(
  docx: string,
  { dir, searchPath, signal }: { dir: string; searchPath: string; signal: AbortSignal },
): Promise<Uint8Array | undefined> {
  const [office, rasterise] = ['soffice', 'pdftoppm'].map(name => programOn(searchPath, name))
  if (office === undefined || rasterise === undefined) return undefined
  const folder = await mkdtemp(join(dir, 'page-'))
  const until = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
  try {
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`
    await run(office, [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, docx], until)
    const pdf = join(
      folder,
      `${docx
        .split('/')
        .at(-1)
        ?.replace(/\.docx$/, '')}.pdf`,
    )
    await run(rasterise, ['-png', '-r', DOTS_PER_INCH, '-f', '1', '-singlefile', pdf, join(folder, 'page')], until)
    return await readFile(join(folder, 'page.png'))
  } catch {
    // It is a second look at what the report shows anyway.
    return undefined
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** In a group of its own: LibreOffice is a script that starts others, and none of them may stay. */
async function run(program: string, args: string[], signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const child = spawn(program, args, { detached: true, stdio: 'ignore' })
  const end = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }
  signal.addEventListener('abort', end)
  try {
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`${program} ended with ${code}`)
  } finally {
    signal.removeEventListener('abort', end)
  }
}

function programOn(path: string, name: string): string | undefined {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map(folder => join(folder, name))
    .find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // Not there, or not for us: either way it is not on this machine.
    return false
  }
}

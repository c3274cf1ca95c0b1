// A certificate authority of a test, and certificates of servers from it, made with the machine's openssl.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Certificate {
  certFile: string
  keyFile: string
}
export interface Authority {
  caFile: string
  /** @param names as the certificate has them: `DNS:localhost`, `IP:127.0.0.1` */
  certify(names: string): Certificate
}

/** @param dir where its files lie */
export function makeAuthority(dir: string, name: string): Authority {
  const path = (file: string) => join(dir, `${name}-${file}`)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const ca = { certFile: path('ca.pem'), keyFile: path('ca.key') }
  openssl('req', '-x509', ...newKey, '-subj', `/CN=${name}`, '-keyout', ca.keyFile, '-out', ca.certFile)
  let made = 0
  return {
    caFile: ca.certFile,
    certify(names) {
      const own = { certFile: path(`${++made}.pem`), keyFile: path(`${made}.key`) }
      const [request, extensions] = [path(`${made}.csr`), path(`${made}.ext`)]
      writeFileSync(extensions, `subjectAltName=${names}\n`)
      openssl('req', ...newKey.slice(0, -2), '-subj', '/CN=server', '-keyout', own.keyFile, '-out', request)
      const by = ['-CA', ca.certFile, '-CAkey', ca.keyFile, '-CAcreateserial', '-days', '2']
      openssl('x509', '-req', '-in', request, ...by, '-extfile', extensions, '-out', own.certFile)
      return own
    },
  }
}

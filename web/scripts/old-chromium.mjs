// Chromium 109, the oldest engine that office and till promise to run on (Windows 7, 360, Qi An Xin), for the browser
// tests. Fetched once (55 MB, checked against its digest) into node_modules/.cache; `npm run old-chromium` prints its path.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'

const PACKAGE = '@sparticuz/chromium@109.0.6'
const DIGEST = '9hTE03DXnrWTiGNpfjLfmGhIfmiVAerSPinDb+x5bBdM4KF4PMM1NZ0A+V7WKazoA+CasSX/osHK8K0MuO6uqg=='
const cache = fileURLToPath(new URL('../node_modules/.cache/chromium-109/', import.meta.url))
const binary = join(cache, 'chromium')

/** Path of the binary; throws, and says what to do, when it cannot be had. */
export function oldChromium() {
  if (!existsSync(binary)) fetchIt()
  return binary
}

function fetchIt() {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'fetch-'))
  try {
    const [packed] = JSON.parse(execFileSync('npm', ['pack', PACKAGE, '--ignore-scripts', '--json', '--silent', '--pack-destination', folder], { encoding: 'utf8' }))
    const archive = join(folder, packed.filename)
    const digest = createHash('sha512').update(readFileSync(archive)).digest('base64')
    if (digest !== DIGEST) throw new Error(`its digest is ${digest}`)
    execFileSync('tar', ['-xzf', archive, '-C', folder, 'package/bin/chromium.br'])
    const unpacked = join(folder, 'chromium')
    writeFileSync(unpacked, brotliDecompressSync(readFileSync(join(folder, 'package/bin/chromium.br'))), { mode: 0o755 })
    renameSync(unpacked, binary)
  } catch (cause) {
    throw new Error(`Chromium 109 cannot be had: npm pack ${PACKAGE} failed (${cause.message.split('\n')[0]}).
Put a Chromium 109 at ${binary}, or run the other tests alone: make rust-test web-test e2e.`, { cause })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(oldChromium())

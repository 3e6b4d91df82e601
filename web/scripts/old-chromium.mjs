// The oldest engines that Huoshui promises to run on, for the browser tests: Chromium 109 for office and till (Windows
// 7, 360, Qi An Xin), Chromium 80 for the field app (phones of 2016). Fetched once (55 and 43 MB, checked against their
// digests) into node_modules/.cache; `npm run old-chromium [80]` prints the path.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'

const ENGINES = {
  109: { from: '@sparticuz/chromium@109.0.6', digest: '9hTE03DXnrWTiGNpfjLfmGhIfmiVAerSPinDb+x5bBdM4KF4PMM1NZ0A+V7WKazoA+CasSX/osHK8K0MuO6uqg==' },
  80: { from: 'chrome-aws-lambda@2.1.1', digest: 'Wer2QuygxsCov5bM2+8CLa6qYpNsc5AxYTlgTne00aFoxFP491LGJRxOQtGnYtsJP6UG4pB0SfrwTyPnLys1Lw==' },
}

/** Path of the binary; throws, and says what to do, when it cannot be had. */
export function oldChromium(version = 109) {
  const cache = fileURLToPath(new URL(`../node_modules/.cache/chromium-${version}/`, import.meta.url))
  const binary = join(cache, 'chromium')
  if (!existsSync(binary)) fetchIt(version, cache, binary)
  return binary
}

function fetchIt(version, cache, binary) {
  const { from, digest } = ENGINES[version]
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'fetch-'))
  try {
    const [packed] = JSON.parse(execFileSync('npm', ['pack', from, '--ignore-scripts', '--json', '--silent', '--pack-destination', folder], { encoding: 'utf8' }))
    const archive = join(folder, packed.filename)
    const found = createHash('sha512').update(readFileSync(archive)).digest('base64')
    if (found !== digest) throw new Error(`its digest is ${found}`)
    execFileSync('tar', ['-xzf', archive, '-C', folder, 'package/bin/chromium.br'])
    const unpacked = join(folder, 'chromium')
    writeFileSync(unpacked, brotliDecompressSync(readFileSync(join(folder, 'package/bin/chromium.br'))), { mode: 0o755 })
    renameSync(unpacked, binary)
  } catch (cause) {
    throw new Error(`Chromium ${version} cannot be had: npm pack ${from} failed (${cause.message.split('\n')[0]}).
Put a Chromium ${version} at ${binary}, or run the other tests alone: make rust-test web-test e2e.`, { cause })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(oldChromium(process.argv[2] === '80' ? 80 : 109))

// Makes `npx parley` work in this folder (run by npm after every install). Rule: package.json has
// no "bin" entry. With one, npx installs the whole project a second time into its own cache before
// running anything; without one, it runs what it finds in node_modules/.bin.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const folder = path.join(root, 'node_modules', '.bin')
fs.mkdirSync(folder, { recursive: true })
if (process.platform === 'win32') {
  fs.writeFileSync(path.join(folder, 'parley.cmd'), '@node "%~dp0\\..\\..\\bin\\parley.js" %*\r\n')
} else {
  const link = path.join(folder, 'parley')
  fs.rmSync(link, { force: true })
  fs.symlinkSync('../../bin/parley.js', link)
}

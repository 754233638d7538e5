// npm run dev: the server from its sources, started again at every change, and the web app with hot reloading.
import { setUp } from './setup/index.mjs'
import { run, say } from './setup/run.mjs'

const node = setUp()
const address = 'http://localhost:5173'
say(`The web app: ${address}`)
// the links in mails must lead to the web app, not to the server behind it
const env = { KONTOR_URL: process.env.KONTOR_URL ?? address }
const server = run(node, ['--watch', 'src/server/main.ts', 'start', ...process.argv.slice(2)], { env })
const web = run(node, ['node_modules/vite/bin/vite.js', '--port', '5173', '--strictPort'])
process.exitCode = await Promise.race([server, web])
process.kill(process.pid, 'SIGTERM')

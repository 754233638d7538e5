// A portal to be killed: runs the embedded PostgreSQL of the folder given and tells its address to the parent process.
import { startEmbedded } from '../../src/server/platform/db/embedded.ts'
import { openLog } from '../../src/server/platform/log.ts'

const { ownerUrl } = await startEmbedded({ dataDir: process.argv[2] ?? '', log: openLog('silent'), fsync: false })
process.send?.(ownerUrl)
setInterval(() => undefined, 60_000)

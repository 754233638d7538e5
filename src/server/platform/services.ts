import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { Notices } from './db/notices.ts'
import type { FileStore } from './files/store.ts'
import type { Jobs } from './jobs/boss.ts'
import type { Log } from './log.ts'

/** What leaves the process or belongs to it as a whole; handed to every handler and job. Nothing else is injected. */
export interface Services {
  config: Config
  log: Log
  database: Database
  jobs: Jobs
  /** what other transactions say when they are done */
  notices: Notices
  files: FileStore
  /** secret of this installation: signs list cursors */
  signingKey: Buffer
  now: () => Date
}

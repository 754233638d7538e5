import type { Fault } from './fault.ts'
import { FAULTS_OF_THE_DATABASE } from './of-the-database.ts'
import { FAULTS_OF_THE_SERVER } from './of-the-server.ts'

/** The fixed list of planted faults (quality.md): one for each wall and channel. Every one must be found. */
export const FAULTS: readonly Fault[] = [...FAULTS_OF_THE_DATABASE, ...FAULTS_OF_THE_SERVER]

import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import type { Config } from '../config.ts'

/** Where uploaded files are kept. Keys are ours (`imports/<id>`), never names that users gave. */
export interface FileStore {
  /** Stores all of it, or nothing. */
  put: (key: string, content: Uint8Array | { path: string }) => Promise<void>
  /** Fails with `MissingFile` when it is read, where there is none. */
  open: (key: string) => Readable
  remove: (key: string) => Promise<void>
  /** Everything below a folder, what a killed upload has left there too. */
  list: (folder: string) => Promise<StoredFile[]>
}

interface StoredFile {
  key: string
  changedAt: Date
  /** not whole: nobody opens it */
  half: boolean
}

/** Thrown where a file is not there, or no longer. */
export class MissingFile extends Error {}

const halfEnding = '.half'

/** The file store that the settings name: a bucket, or the data folder. */
export async function openFiles(config: Pick<Config, 's3' | 'dataDir'>): Promise<FileStore> {
  if (!config.s3) return diskStore(join(config.dataDir, 'files'))
  // large, and of no use to who keeps files on the disk
  const { bucketDriver } = await import('./bucket.ts')
  const disk = new Disk(bucketDriver(config.s3))
  const copyIn = async (path: string, key: string) => {
    const { size } = await stat(path)
    await disk.putStream(key, createReadStream(path), { contentLength: size })
  }
  return storeOf({ disk, copyIn, inSteps: false })
}

/** A file store in a folder of this machine. */
export function diskStore(folder: string): FileStore {
  const disk = new Disk(new FSDriver({ location: pathToFileURL(`${folder}/`), visibility: 'private' }))
  // not as a stream, which loses why it could not be written
  const copyIn = async (path: string, key: string) => {
    const place = resolve(folder, key)
    if (!place.startsWith(resolve(folder) + sep)) throw new Error(`${key} leads out of the files`)
    await mkdir(dirname(place), { recursive: true })
    await copyFile(path, place)
  }
  return storeOf({ disk, copyIn, inSteps: true })
}

interface Place {
  disk: Disk
  copyIn: (path: string, key: string) => Promise<void>
  /** whether a file appears before it is whole; it has another name until then */
  inSteps: boolean
}

function storeOf({ disk, copyIn, inSteps }: Place): FileStore {
  return {
    async put(key, content) {
      // the same file may be stored twice at a time
      const to = inSteps ? `${key}.${randomUUID()}${halfEnding}` : key
      try {
        await (content instanceof Uint8Array ? disk.put(to, content) : copyIn(content.path, to))
        if (inSteps) await disk.move(to, key)
      } catch (error) {
        if (inSteps) await disk.delete(to).catch(() => undefined)
        throw error
      }
    },
    open: (key) => Readable.from(partsOf(disk, key), { objectMode: false }),
    remove: (key) => disk.delete(key),
    list: (folder) => listed(disk, folder),
  }
}

async function* partsOf(disk: Disk, key: string): AsyncGenerator<Buffer> {
  try {
    yield* (await disk.getStream(key)) as AsyncIterable<Buffer>
  } catch (error) {
    throw isMissing(error) ? new MissingFile(`there is no ${key}`, { cause: error }) : error
  }
}

// the disk says so while it is read, a bucket when it is asked: the store of files wraps that
function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === 'ENOENT') || error.name === 'NoSuchKey' || isMissing(error.cause)
}

async function listed(disk: Disk, folder: string): Promise<StoredFile[]> {
  const found: StoredFile[] = []
  let paginationToken: string | undefined
  do {
    const page = await disk.listAll(`${folder}/`, { recursive: true, ...(paginationToken && { paginationToken }) })
    for (const file of page.objects) {
      if (!file.isFile) continue
      // another process may be tidying too
      const data = await file.getMetaData().catch(() => undefined)
      if (data) found.push({ key: file.key, changedAt: data.lastModified, half: file.key.endsWith(halfEnding) })
    }
    paginationToken = page.paginationToken
  } while (paginationToken)
  return found
}

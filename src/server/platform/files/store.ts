import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Where uploaded files are kept. Keys are ours (`imports/<id>`), never names that users gave. */
export interface FileStore {
  /** Stores the whole stream, or nothing. */
  put: (key: string, content: Readable) => Promise<void>
  open: (key: string) => Readable
  remove: (key: string) => Promise<void>
  has: (key: string) => Promise<boolean>
  /** Everything below a folder, what a killed upload has left there too. */
  list: (folder: string) => Promise<StoredFile[]>
}

interface StoredFile {
  key: string
  changedAt: Date
  /** not whole: nobody opens it */
  half: boolean
}

/** A file store in a folder of this machine. */
export function diskStore(folder: string): FileStore {
  const root = resolve(folder)
  const pathOf = (key: string) => {
    const path = join(root, key)
    if (!path.startsWith(root + sep)) throw new Error('a file key leaves the folder')
    return path
  }
  return {
    async put(key, content) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      // a killed upload leaves no half file under its name
      const half = `${path}.half`
      try {
        await pipeline(content, createWriteStream(half))
        await rename(half, path)
      } catch (error) {
        await rm(half, { force: true })
        throw error
      }
    },
    open: (key) => createReadStream(pathOf(key)),
    remove: (key) => rm(pathOf(key), { force: true }),
    has: (key) =>
      stat(pathOf(key)).then(
        () => true,
        () => false,
      ),
    async list(below) {
      const names = await readdir(pathOf(below)).catch(() => [])
      const found = names.map(async (name) => {
        const key = `${below}/${name}`
        // another process may be tidying too
        const seen = await stat(pathOf(key)).catch(() => undefined)
        return seen ? [{ key, changedAt: seen.mtime, half: name.endsWith('.half') }] : []
      })
      return (await Promise.all(found)).flat()
    },
  }
}

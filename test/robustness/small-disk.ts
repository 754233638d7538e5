import { execFile } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A disk that can be filled. */
export interface SmallDisk {
  folder: string
  /** Leaves not a byte of it, and takes what becomes free, until it is emptied again. */
  fill(): Promise<void>
  empty(): Promise<void>
  remove(): Promise<void>
}

/** Mounts one of so many MiB in memory; undefined where that is not allowed: it takes Linux and its root. */
export async function mountSmallDisk(size: number): Promise<SmallDisk | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'kontor-disk-'))
  const isMounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${size}m,mode=755`, 'kontor', folder]).then(
    () => true,
    () => false,
  )
  if (!isMounted) {
    await rm(folder, { recursive: true })
    return undefined
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: () => fill(ballast),
    empty: () => rm(ballast, { force: true }),
    remove: async () => {
      await run('umount', [folder])
      await rm(folder, { recursive: true })
    },
  }
}

async function fill(ballast: string): Promise<void> {
  const file = await open(ballast, 'a')
  try {
    for (let piece = 2 ** 20; piece >= 1; piece = Math.floor(piece / 16)) {
      const content = Buffer.alloc(piece)
      while (await file.write(content).then(({ bytesWritten }) => bytesWritten > 0, isFull));
    }
  } finally {
    await file.close()
  }
}

function isFull(error: NodeJS.ErrnoException): false {
  if (error.code !== 'ENOSPC') throw error
  return false
}

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BucketServer, openBucket } from '../../../../test/support/s3-server.ts'
import { readConfig } from '../config.ts'
import { diskStore, type FileStore, MissingFile, openFiles } from './store.ts'

const keys = { accessKeyId: 'kontor', secretAccessKey: 'streng-geheim' }
let folder: string
let bucket: BucketServer
let stores: Record<string, FileStore>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-files-'))
  bucket = await openBucket('kontor-files', keys)
  stores = { disk: await openFiles(readConfig({ KONTOR_DATA: folder })), bucket: await openFiles(s3()) }
})
afterAll(async () => {
  await bucket.close()
  await rm(folder, { recursive: true, force: true })
})

function s3(more: Record<string, string> = {}) {
  return readConfig({
    KONTOR_DATA: join(folder, 'none'),
    S3_BUCKET: 'kontor-files',
    S3_ENDPOINT: bucket.endpoint,
    S3_ACCESS_KEY_ID: keys.accessKeyId,
    S3_SECRET_ACCESS_KEY: keys.secretAccessKey,
    ...more,
  })
}

test.each(['disk', 'bucket'])('a file is kept, read, listed and removed: %s', async (kind) => {
  const store = stores[kind] ?? diskStore(folder)
  const path = join(folder, 'kunden.csv')
  const content = `Firma;Ort\r\n${'Müller;Köln\r\n'.repeat(20_000)}`
  await writeFile(path, content)
  await store.put('imports/a', { path })
  await store.put('imports/b.xlsx', Buffer.from('zwei'))
  await store.put('imports/c', Buffer.from('drei'))
  await store.put('logos/d', Buffer.from('vier'))
  expect(await text(store.open('imports/a'))).toBe(content)
  await expect(text(store.open('imports/x'))).rejects.toThrow(MissingFile)
  const listed = await store.list('imports')
  expect(listed.map(({ key, half }) => `${key} ${half}`).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'imports/a false',
    'imports/b.xlsx false',
    'imports/c false',
  ])
  for (const { changedAt } of listed) expect(Date.now() - changedAt.getTime()).toBeLessThan(60_000)
  // another time another file
  await store.put('imports/c', Buffer.from('neu'))
  expect(await text(store.open('imports/c'))).toBe('neu')
  for (const key of ['imports/a', 'imports/b.xlsx', 'imports/c']) await store.remove(key)
  await store.remove('imports/a')
  expect(await store.list('imports')).toEqual([])
  expect(await store.list('nowhere')).toEqual([])
})

test('on the disk nothing half stands under its name, and no key leads out of the folder', async () => {
  const store = diskStore(join(folder, 'steps'))
  await expect(store.put('imports/gone', { path: join(folder, 'missing') })).rejects.toThrow()
  expect(await store.list('imports')).toEqual([])
  await writeFile(join(folder, 'steps.txt'), '')
  for (const key of ['../evil', '/etc/evil', 'imports/../../evil']) {
    await store.put(key, Buffer.from('x')).catch(() => undefined)
    await store.put(key, { path: join(folder, 'steps.txt') }).catch(() => undefined)
  }
  expect(await readdir(folder)).not.toContain('evil')
  await expect(text(store.open('imports/gone'))).rejects.toThrow()
})

test('on the disk a file that is stored twice at a time is whole', async () => {
  const store = diskStore(join(folder, 'twice'))
  const path = join(folder, 'large')
  const content = 'Müller;Köln\r\n'.repeat(200_000)
  await writeFile(path, content)
  await Promise.all([store.put('imports/a', { path }), store.put('imports/a', { path })])
  expect(await text(store.open('imports/a'))).toBe(content)
  expect(await store.list('imports')).toHaveLength(1)
})

test('with the wrong secret nothing is read or written', async () => {
  const store = await openFiles(s3({ S3_SECRET_ACCESS_KEY: 'falsch' }))
  await expect(store.put('imports/a', Buffer.from('x'))).rejects.toThrow()
  // which is not to say that it is not there
  await expect(text(store.open('imports/a'))).rejects.not.toThrow(MissingFile)
  expect(bucket.refused()).toBeGreaterThan(0)
  expect(bucket.objects.has('imports/a')).toBe(false)
})

import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { LiveStream } from './stream.ts'

test('what comes after the end is told to nobody, also behind a reader who has not read it yet', async () => {
  const stream = new LiveStream('session')
  stream.begin()
  stream.tell('end', { code: 'session.missing' })
  stream.end()
  expect(stream.isOpen).toBe(false)
  stream.tell('hello')
  stream.tell('beat')
  stream.begin()
  stream.end()
  // a piece behind the end would be an error of the stream
  expect(await text(stream.readable)).toBe('retry: 2000\n\nevent: end\ndata: {"code":"session.missing"}\n\n')
})

import type { FastifyReply } from 'fastify'
import { projectorOf } from '../platform/http/project.ts'
import type { Services } from '../platform/services.ts'
import type { Answer, Implementation } from './implement.ts'
import { isStreamed, Later, sendPicture, sendStream } from './stream.ts'

/** Makes an answer the reply: bodies hold what their schema names, without attributes that are hidden (ACC-15). */
export function send(
  endpoint: Implementation['endpoint'],
  answer: Answer,
  hidden: ReadonlySet<string>,
  reply: FastifyReply,
  services: Services,
): unknown {
  if (isStreamed(answer)) return sendStream(answer, reply, services)
  if ('picture' in answer) return new Later(() => sendPicture(answer, reply))
  if ('json' in answer) {
    // not the reply itself: whoever awaits it waits until it is sent, and holds the transaction so long
    void reply.type('application/json; charset=utf-8')
    return answer.json
  }
  void reply.status(answer.status)
  if (answer.etag !== undefined) void reply.header('etag', `"${answer.etag}"`)
  const schema = endpoint.replies[answer.status as 200]
  if (!schema) return null
  return projectorOf(schema)(answer.body, hidden)
}

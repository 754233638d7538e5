import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** What a mail server does with a message instead of taking it. */
export type Mood = 'drop after taking' | 'refuse for now' | 'take its time'

export interface Delivery {
  to: string
  messageId: string
  /** headers and body, lines unfolded */
  text: string
}

/** A mail server on loopback. */
export interface MailServer {
  url: string
  delivered: Delivery[]
  /** for the next messages, once each */
  moods: Mood[]
  /** addresses that it does not know */
  unknown: Set<string>
  /** forgets all of it */
  reset(): void
  close(): Promise<void>
}

/** how long a slow server holds a message, in milliseconds */
const slow = 3_000

/** Starts one on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const mood = mails.moods.shift()
        if (mood === 'refuse for now') return callback(Object.assign(new Error('later'), { responseCode: 451 }))
        mails.delivered.push(deliveryOf(session, Buffer.concat(chunks).toString()))
        if (mood === 'take its time') return void setTimeout(callback, slow)
        if (mood !== 'drop after taking') return callback()
        for (const connection of server.connections) if (connection.id === session.id) connection.close()
      })
    },
    onRcptTo({ address }, _, callback) {
      callback(mails.unknown.has(address) ? Object.assign(new Error('nobody'), { responseCode: 550 }) : null)
    },
  })

  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const mails: MailServer = {
    url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    delivered: [],
    moods: [],
    unknown: new Set(),
    reset() {
      mails.delivered = []
      mails.moods = []
      mails.unknown.clear()
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
  return mails
}

function deliveryOf({ envelope }: SMTPServerSession, raw: string): Delivery {
  return {
    to: envelope.rcptTo[0]?.address ?? '',
    messageId: /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim() ?? '',
    // quoted-printable: lines are folded by =
    text: raw.replaceAll('=\r\n', ''),
  }
}

/** The token of the password link in a mail; empty where it has none. */
export function tokenIn(mail: Delivery | undefined): string {
  return /\/password#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? ''
}

/** The queue of mails to be sent. */
export const mailQueue = 'mail'

/** What a job of the queue is about. */
export type MailIds = Readonly<{ operator: string; mail: string }>

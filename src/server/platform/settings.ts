/** A variable of the environment. `docs/operating.md` lists them from this table. */
export interface Setting {
  name: string
  /** what holds where it is not set */
  default: string
  sentence: string
  example: string
}

/** Everything that can be set, with what holds where it is not. */
export const settings = [
  {
    name: 'HOST',
    default: '127.0.0.1',
    sentence: 'The address the server listens on; 0.0.0.0 for every one of the machine.',
    example: '0.0.0.0',
  },
  { name: 'PORT', default: '3000', sentence: 'The port the server listens on.', example: '8080' },
  {
    name: 'KONTOR_DATA',
    default: './data',
    sentence: 'The folder for the embedded database, secrets and files.',
    example: '/var/lib/kontor',
  },
  {
    name: 'KONTOR_URL',
    default: 'http://localhost:PORT',
    sentence: 'The address at which people reach the portal; the links in mails begin with it.',
    example: 'https://portal.example.org',
  },
  {
    name: 'DATABASE_URL',
    default: 'the embedded PostgreSQL',
    sentence: 'The owner’s address of your own PostgreSQL, which creates the tables.',
    example: 'postgres://kontor_owner:secret@db.example.org/kontor',
  },
  {
    name: 'DATABASE_RUNTIME_URL',
    default: 'made from DATABASE_URL',
    sentence: 'The login of the running server where you create it yourself; the server then needs no DATABASE_URL.',
    example: 'postgres://kontor_runtime:secret@db.example.org/kontor',
  },
  {
    name: 'DATABASE_DIRECT_URL',
    default: 'DATABASE_RUNTIME_URL',
    sentence: 'The same login past a connection pooler, for notifications.',
    example: 'postgres://kontor_runtime:secret@db.example.org:5432/kontor',
  },
  {
    name: 'SMTP_URL',
    default: 'no mails are sent',
    sentence: 'The mail server.',
    example: 'smtps://kontor:secret@mail.example.org',
  },
  {
    name: 'MAIL_FROM',
    default: 'needed with SMTP_URL',
    sentence: 'The sender of every mail.',
    example: 'Kontor <portal@example.org>',
  },
  {
    name: 'LOG_LEVEL',
    default: 'info',
    sentence: 'How much is logged: debug, info, warn, error or silent.',
    example: 'warn',
  },
  {
    name: 'SESSION_IDLE_HOURS',
    default: '12',
    sentence: 'After how many hours without a request a person is signed out.',
    example: '2',
  },
  {
    name: 'SESSION_ABSOLUTE_DAYS',
    default: '14',
    sentence: 'After how many days a person must sign in again in any case.',
    example: '7',
  },
  {
    name: 'TRUST_PROXY',
    default: 'false',
    sentence: 'Whose X-Forwarded headers are believed: false, the number of proxies in front, or their addresses.',
    example: '10.0.0.0/8',
  },
  {
    name: 'METRICS_TOKEN',
    default: 'metrics on this machine alone',
    sentence: 'Who brings it as a bearer token may read /metrics, from anywhere.',
    example: '2c9f64e1b8a7d350',
  },
  {
    name: 'S3_BUCKET',
    default: 'files lie in KONTOR_DATA',
    sentence: 'The bucket for uploaded files, of Amazon S3 or any storage that speaks its language.',
    example: 'kontor-files',
  },
  {
    name: 'S3_ENDPOINT',
    default: 'Amazon S3',
    sentence: 'The address of another storage than Amazon’s.',
    example: 'https://s3.example.org',
  },
  { name: 'S3_REGION', default: 'eu-central-1', sentence: 'The region of the bucket.', example: 'eu-west-1' },
  {
    name: 'S3_ACCESS_KEY_ID',
    default: 'the role of the machine',
    sentence: 'The key that may read, write, delete and list in the bucket.',
    example: 'AKIAIOSFODNN7EXAMPLE',
  },
  {
    name: 'S3_SECRET_ACCESS_KEY',
    default: 'needed with S3_ACCESS_KEY_ID',
    sentence: 'The secret of that key.',
    example: 'wJalrXUtnFEMI/K7MDENG',
  },
  {
    name: 'CLAMD_ADDRESS',
    default: 'uploads are not scanned',
    sentence: 'The ClamAV daemon that looks at every upload; when it does not answer, uploads are refused.',
    example: 'tcp://127.0.0.1:3310',
  },
  {
    name: 'SCAN_COMMAND',
    default: 'uploads are not scanned',
    sentence: 'A program that is given the path of each upload: 0 means clean, 1 refused.',
    example: '/usr/bin/clamscan',
  },
] as const satisfies readonly Setting[]

/** The English words of the web, one chunk. Words that only the server writes stay out, those that few pages need come with them. */
export const catalogue: Record<string, object> = import.meta.glob(
  ['../../locales/en/*.json', '!../../locales/en/{errors,imports,mails,why}.json'],
  { eager: true, import: 'default' },
)

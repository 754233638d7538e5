/** All English words of the web, one chunk. Words that only the server writes stay out. */
export const catalogue: Record<string, object> = import.meta.glob(['../../locales/en/*.json', '!**/mails.json'], {
  eager: true,
  import: 'default',
})

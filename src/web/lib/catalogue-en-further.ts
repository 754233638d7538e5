/** The English words that only few pages need, and not the first ones. */
export const catalogue: Record<string, object> = import.meta.glob('../../locales/en/{imports,why}.json', {
  eager: true,
  import: 'default',
})

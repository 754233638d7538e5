import { useTranslation } from 'react-i18next'
import { type ShortcutPlace, useShortcuts } from '../lib/shortcuts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Keys } from './keys.tsx'
import css from './shortcuts-dialog.module.css'

const places: readonly ShortcutPlace[] = ['everywhere', 'page', 'rows']

/** Every key that works on this page, and no other (ux.md). */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const shortcuts = useShortcuts()
  // the one that was registered last is the one that works
  const unique = [...new Map(shortcuts.map((shortcut) => [shortcut.keys, shortcut])).values()]
  return (
    <Dialog title={t('shortcut.title')} onClose={onClose} width={440}>
      {places.map((place) => {
        const here = unique.filter((shortcut) => shortcut.place === place)
        return (
          here.length > 0 && (
            <section key={place}>
              <h3 className={css['place']}>{t(`shortcut.place.${place}`)}</h3>
              <dl>
                {here.map(({ keys, label }) => (
                  <div key={keys} className={css['row']} data-keys={keys}>
                    <dt>{label}</dt>
                    <dd>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        )
      })}
    </Dialog>
  )
}

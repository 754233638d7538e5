import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../lib/shortcuts.ts'
import { Dialog } from '../ui/dialog.tsx'
import css from './shortcuts-dialog.module.css'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

/** The keys that work on this page. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const shortcuts = useShortcuts()
  const unique = [...new Map(shortcuts.map((shortcut) => [shortcut.keys, shortcut])).values()]
  return (
    <Dialog title={t('shortcut.title')} onClose={onClose} width={440}>
      <dl className={css['list']}>
        {unique.map(({ keys, label }) => (
          <div key={keys} className={css['row']}>
            <dt>{label}</dt>
            <dd>
              <kbd>{keys.replace('mod+', isMac ? '⌘ ' : t('shortcut.control')).toUpperCase()}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

import '@fontsource-variable/hanken-grotesk'
import './ui/mantine.css'
import './ui/tokens.css'
import './ui/base.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { onSignedOut } from './lib/client.ts'
import { applyDensity } from './lib/density.ts'
import { startWords } from './lib/i18n.ts'
import { isForbidden } from './lib/problem.ts'
import { queryClient } from './lib/query.ts'
import { startShortcuts } from './lib/shortcuts.ts'
import { hasUnsaved } from './lib/unsaved.ts'
import { paths } from './paths.ts'
import { router } from './routes.tsx'
import { cssVariablesResolver, theme } from './ui/theme.ts'

const colorSchemes = localStorageColorSchemeManager({ key: 'kontor.theme' })

onSignedOut(() => {
  const { pathname, href } = router.history.location
  // these pages need no session
  if (/^\/(sign-in|password|setup)?$/.test(pathname)) return
  // the form says it and offers to sign in beside it
  if (hasUnsaved()) return
  queryClient.clear()
  router.history.replace(paths.signIn(href))
})

applyDensity()
startShortcuts()
await startWords()

const place = document.getElementById('app')
if (!place) throw new Error('index.html has no #app')
createRoot(place, {
  // a refusal is an answer, and the page says it; everything else is a fault
  onCaughtError: (error) => {
    if (!isForbidden(error)) console.error(error)
  },
}).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariablesResolver}
    colorSchemeManager={colorSchemes}
    defaultColorScheme="auto"
  >
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>,
)

import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/noto-sans-georgian/wght.css'
import './global.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { onSignedOut } from './api.ts'
import { areas } from './areas.ts'
import { startI18n } from './i18n/index.ts'
import { queryClient } from './query-client.ts'
import { AreasContext } from './shell/area.ts'
import { router } from './shell/router.ts'
import { cssVariables, theme } from './theme.ts'

const colorScheme = localStorageColorSchemeManager({ key: 'carillon.theme' })
const signedOutScreens = ['/sign-in', '/setup', '/invitation']

onSignedOut((error) => {
  const { pathname, href } = router.state.location
  if (signedOutScreens.includes(pathname)) return
  queryClient.clear()
  if (error.code === 'setup_needed') void router.navigate({ to: '/setup' })
  else void router.navigate({ to: '/sign-in', search: { next: href } })
})

await startI18n()
createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <AreasContext value={areas}>
          <Suspense fallback={null}>
            <RouterProvider router={router} />
          </Suspense>
        </AreasContext>
      </QueryClientProvider>
      <Notifications position="bottom-center" limit={3} />
    </MantineProvider>
  </StrictMode>,
)

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env.PORT ?? 3000}`

// what every page needs and changes seldom: browsers keep it when a new version of the portal comes
const shared =
  /node_modules[\\/](react|react-dom|scheduler|@tanstack[\\/](react-router|router-core|react-query|query-core))[\\/]/

// our own parts that several pages share: one file instead of many small ones
const kit =
  /(src[\\/](api[\\/]|web[\\/](lib|ui|shell)[\\/](?!table[\\/]|catalogue)[^\\/]+\.tsx?$|web[\\/]paths)|node_modules[\\/](zod|@tabler)[\\/])/

export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2024',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'ground', test: shared, priority: 2 },
            { name: 'ui', test: /node_modules[\\/](@mantine|@floating-ui|i18next|react-i18next)[\\/]/, priority: 1 },
            { name: 'kit', test: kit, priority: 0, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(['/api', '/healthz', '/readyz'].map((path) => [path, { target: server }])),
  },
})

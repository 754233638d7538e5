import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress as brotliCompressLater, gzip as gzipLater } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const brotliCompress = promisify(brotliCompressLater)
const gzip = promisify(gzipLater)

const server = `http://127.0.0.1:${process.env.PORT ?? 3000}`

// what every page needs and changes seldom: browsers keep it when a new version of the portal comes
const shared =
  /node_modules[\\/](react|react-dom|scheduler|@tanstack[\\/](react-router|router-core|react-query|query-core))[\\/]/

// what frames and lists are made of; what only forms need comes with them
const parts =
  /node_modules[\\/](@mantine[\\/](?!core[\\/]esm[\\/]components[\\/](Accordion|Checkbox|Combobox|Radio|ScrollArea|Select)[\\/])|@floating-ui[\\/]|i18next[\\/]|react-i18next[\\/])/

// our own parts that several pages share: one file instead of many small ones
const kit =
  /(src[\\/](api[\\/](?!imports|installation)|web[\\/](lib|ui|shell)[\\/](?!table[\\/]|catalogue|select-field)[^\\/]+\.tsx?$|web[\\/]paths)|node_modules[\\/](zod|@tabler)[\\/])/

/** Writes each text file a second and third time, packed, since the server packs nothing while it serves. */
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const names = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))
    await Promise.all(
      names.map(async (name) => {
        const path = join(dir, name)
        const text = await readFile(path)
        await Promise.all([
          brotliCompress(text).then((small) => writeFile(`${path}.br`, small)),
          gzip(text, { level: 9 }).then((small) => writeFile(`${path}.gz`, small)),
        ])
      }),
    )
  },
}

export default defineConfig({
  root: 'src/web',
  plugins: [react(), packed],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2024',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'ground', test: shared, priority: 2 },
            { name: 'ui', test: parts, priority: 1 },
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

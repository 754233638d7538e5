import { beforeAll } from 'vitest'
import { serverFixture } from '../support/fixtures.ts'
import type { TestServer } from '../support/server.ts'
import { makeRegistryWorld, type RegistryWorld } from './registry-world.ts'

/** What an example is made from. */
export interface Scene {
  server: TestServer
  world: RegistryWorld
  /** session of the world's staff, who may everything */
  cookie: string
}

/** A portal with a world, for the tests of a file. */
export function sceneFixture(): Scene {
  const server = serverFixture()
  const scene: Scene = { server, world: {} as RegistryWorld, cookie: '' }
  beforeAll(async () => {
    Object.assign(scene.world, await makeRegistryWorld(server.owner, { mark: 'Nordlicht' }))
    scene.cookie = await server.signIn(scene.world.staff.login)
  })
  return scene
}

export { addDemoSignIn, type DemoLoader, type DemoSignIn, fillPorts, loadDemoWorld } from './load-demo.ts'
export { routes } from './routes.ts'
export { newSetupCode } from './setup-code.ts'

import { serve } from '../src/server/serve.ts'
import { answerStatic, loadSite } from '../src/server/static.ts'

/** Gives out the files of DATA_DIR at PORT as the product gives out its pages: compressed, with the same headers. */
const { PORT, DATA_DIR } = process.env
if (!PORT || !DATA_DIR) throw new Error('PORT and DATA_DIR are missing.')

const site = await loadSite(DATA_DIR)
const answer = (request: Request) => {
  const found = answerStatic(site, request)
  return found instanceof Response ? found : new Response(null, { status: 404 })
}
await serve(answer, { host: '127.0.0.1', port: Number(PORT), certificate: undefined, trustProxy: false })
process.stdout.write(`http://localhost:${PORT}\n`)

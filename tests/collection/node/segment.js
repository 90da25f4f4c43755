// Sends three events with Segment's own library and waits for the answer.
const { Analytics } = require('@segment/analytics-node')

const [host, writeKey] = process.argv.slice(2)
const analytics = new Analytics({ writeKey, host, maxEventsInBatch: 3, maxRetries: 0 })
analytics.on('error', (error) => { console.error(error.code, error.reason); process.exitCode = 1 })
const anonymousId = 'segment-node'
analytics.page({ anonymousId, properties: { path: '/hats' } })
analytics.track({ anonymousId, event: 'Search', properties: { query: 'hats' } })
analytics.track({ anonymousId, event: 'Search', properties: { query: 'caps' } })
analytics.closeAndFlush({ timeout: 15000 })

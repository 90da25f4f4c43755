// Sends three events with RudderStack's own library and waits for the answer.
const RudderAnalytics = require('@rudderstack/rudder-sdk-node')

const [dataPlaneUrl, writeKey] = process.argv.slice(2)
const analytics = new RudderAnalytics(writeKey, { dataPlaneUrl, flushAt: 20, logLevel: 'error' })
const anonymousId = 'rudder-node'
analytics.page({ anonymousId, userId: null, properties: { path: '/hats' } })
analytics.track({ anonymousId, event: 'Search', properties: { query: 'hats' } })
analytics.track({ anonymousId, event: 'Search', properties: { query: 'caps' } })
analytics.flush((error) => process.exit(error ? 1 : 0))

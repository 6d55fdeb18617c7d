// The twin opens without a network: its few files, kept at the first visit.
const FILES = [
  '/kiosk/',
  '/favicon.svg',
  ...['latin-500', 'latin-700', 'vietnamese-500', 'vietnamese-700'].map(
    (name) => `/assets/be-vietnam-pro-${name}-normal.woff2`,
  ),
]
addEventListener('install', (event) => {
  event.waitUntil(caches.open('twin').then((cache) => cache.addAll(FILES)))
})
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  event.respondWith(caches.match(event.request).then((found) => found ?? fetch(event.request)))
})

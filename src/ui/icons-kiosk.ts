/** Icons of the tablet. One path each on a 24 grid, rounded to a tenth, from Lucide 1.62 (ISC License, copyright Lucide Icons and Contributors). */
export const kioskIcons = {
  privacy:
    'M20 13c0 5-3.5 7.5-7.7 9a1 1 0 0 1-.7 0C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.2-2.7a1.2 1.2 0 0 1 1.5 0C14.5 3.8 17 5 19 5a1 1 0 0 1 1 1zM9 12l2 2 4-4',
  textSize: 'M15 16l2.5-7.3a1 1 1 0 1 1.9 0L22 16M15.7 14h5.6M2 16l4-9.7a.5.5 0 0 1 .9 0L11 16M3.3 13h6.4',
  check: 'M20 6 9 17l-5-5',
  cross: 'M18 6 6 18M6 6l12 12',
  chooseAgain: 'M3 12a9 9 0 1 0 9-9 9.8 9.8 0 0 0-6.7 2.7L3 8M3 3v5h5',
  offline:
    'M12 20h.01M8.5 16.4a5 5 0 0 1 7 0M5 12.9a10 10 0 0 1 5.2-2.7M19 12.9a10 10 0 0 0-2-1.5M2 8.8a15 15 0 0 1 4.2-2.6M22 8.8a15 15 0 0 0-11.3-3.8M2 2l20 20',
  storage:
    'M10 16h.01M2.2 11.6a2 2 0 0 0-.2.9V18a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-5.5a2 2 0 0 0-.2-.9L18.6 5.1A2 2 0 0 0 16.8 4H7.2a2 2 0 0 0-1.8 1.1zM21.9 12H2.1M6 16h.01',
  alert: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 8v4M12 16h.01',
  tablet: 'M6 2h12a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-16a2 2 0 0 1 2-2zM12 18h.01',
  back: 'M15 18l-6-6 6-6',
} as const

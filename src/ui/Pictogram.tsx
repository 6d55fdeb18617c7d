import type { JSX } from 'preact'
import type { Standard } from '#src/domain/conduct.ts'

/** What the one-letter classes mean stands in drawings.css. */
const DRAWINGS: Readonly<Record<Standard, JSX.Element>> = {
  xin_chao: (
    <>
      <path class="k" d="M44 72Q72 98 73 54" />
      <path class="u" d="M44 72Q72 98 73 54" />
      <path class="t" d="M4 91V76a21 21 0 0 1 21-21h6a21 21 0 0 1 21 21v15" />
      <circle class="w" cx="28" cy="30" r="15.5" />
      <path d="M21 34q7 6 14 0" />
      <path class="h" d="M61 41V25M69 39V17M77 39V16M85 41V22M54 37l10 11M62 40h22q-1 11-11 11T62 40Z" />
      <path class="p" d="M61 41V25M69 39V17M77 39V16M85 41V22M54 37l10 11M62 40h22q-1 11-11 11T62 40Z" />
      <path class="a" d="M50 17q1-6 5-10M93 15q0-4-3-8" />
    </>
  ),
  xin_loi: (
    <>
      <path class="k" d="M24 91V60Q24 52 30 48L55 33 62 40" />
      <path class="u" d="M24 91V60Q24 52 30 48L55 33 62 40" />
      <path d="M6 91H42M51 41V68" />
      <circle class="w" cx="64" cy="43" r="13" />
      <path d="M65 49l8-5" />
      <path class="a" d="M43 11c19-7 41 2 46 22M93 20l-3 14-13-6" />
    </>
  ),
  xin_cam_on: (
    <>
      <path
        class="f"
        d="M48 48C33 38 25 30 25 20a11.5 11.5 0 0 1 23-3a11.5 11.5 0 0 1 23 3c0 10-8 18-23 28Z"
      />
      <path
        class="t"
        d="M5 50a5 5 0 0 1 10 0l2 14 18 9c6 3 8 6 8 12v5H27C13 83 5 76 5 62ZM91 50a5 5 0 0 0-10 0l-2 14-18 9c-6 3-8 6-8 12v5H69C83 83 91 76 91 62Z"
      />
      <path d="M17 64q9-9 15 2M79 64q-9-9-15 2" />
    </>
  ),
  xin_phep: (
    <>
      <path class="t" d="M8 91V9a4 4 0 0 1 4-4H50a4 4 0 0 1 4 4V91" />
      <path d="M3 91H60" />
      <path class="s" d="M14 52a3 3 0 1 0 6 0a3 3 0 1 0-6 0" />
      <path class="k" d="M66 54L88 92" />
      <path class="v" d="M66 54L89 93.7" />
      <path class="w" d="M46 38a5 5 0 0 1 5-5H66a9 9 0 0 1 9 9V53a9 9 0 0 1-9 9H51a5 5 0 0 1-5-5Z" />
      <path d="M46 40h9M46 47.5h9M46 55h9" />
      <path class="a" d="M64 23V13M72 24l5-9M80 29l9-6" />
    </>
  ),
  mim_cuoi: (
    <>
      <path class="t" d="M6 93c0-17 17-26 42-26s42 9 42 26" />
      <circle class="w" cx="48" cy="38" r="33" />
      <path d="M30 34q6-10 12 0M54 34q6-10 12 0" />
      <path class="f" d="M29 44H67A19 19 0 0 1 29 44Z" />
    </>
  ),
  nhe_nhang: (
    <>
      <path
        class="t"
        d="M88 4C60 5 36 20 32 44c-1 6 1 11 2 14l13-2-1-6 9 2 10-7-3-6 11-1C82 30 88 20 88 4Z"
      />
      <path d="M22 68L66 25" />
      <path
        class="w"
        d="M3 77h12c9 0 12-5 20-4l13 1h9a4.5 4.5 0 0 1 0 9H43h14c3 0 5-1 7-2l18-11c6-3 11 4 6 8L69 90c-2 1-4 2-6 2H3"
      />
    </>
  ),
  lang_nghe: (
    <>
      <path class="t" d="M37 37a27.5 27.5 0 0 1 55 0c0 24-22 25-22 42a13 13 0 0 1-26 1" />
      <path d="M51 38a13 13 0 0 1 26 0c0 9-5 13-11 16M51 38v4a8 8 0 0 1 2 16" />
      <path class="a" d="M24 23q-9 21 0 42M12 13q-16 31 0 62" />
    </>
  ),
  giup_do: (
    <>
      <circle class="w" cx="25" cy="18" r="13" />
      <path class="t" d="M8 91l3-41a14 14 0 0 1 28 0l3 41Z" />
      <circle class="w" cx="66" cy="39" r="12" />
      <path class="s" d="M53 38a13 13 0 0 1 26 0c-9 0-12-5-13-6c-2 3-6 6-13 6Z" />
      <path class="w" d="M52 91l2-23a12 12 0 0 1 24 0l2 23Z" />
      <path d="M40 56q3 13 15 16M78 70h8" />
      <path class="a" d="M83 71a5 5 0 0 1 10 0V91" />
    </>
  ),
}

/** The drawing of one standard on a 96 grid: the four "xin" in indigo, the four "luôn" in lotus. */
export function Pictogram({ standard }: { readonly standard: Standard }) {
  return (
    <svg
      class={`pictogram ${standard.startsWith('xin_') ? 'xin' : 'luon'}`}
      viewBox="0 0 96 96"
      aria-hidden="true"
    >
      {DRAWINGS[standard]}
    </svg>
  )
}

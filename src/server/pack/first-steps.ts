import type { Platform } from './platform.ts'

/** What stands first in a pack, for who carries it to an office. */
export const FIRST_STEPS: Readonly<Record<Platform['os'], string>> = {
  linux: steps('./hai-long', 'DATA_DIR=/var/lib/hai-long ./hai-long'),
  win32: steps('hai-long', 'set DATA_DIR=C:\\HaiLong\\du-lieu\r\nhai-long').replaceAll(/\r?\n/g, '\r\n'),
}

function steps(command: string, elsewhere: string): string {
  return `HÀI LÒNG

Gói này chạy được ngay trên máy chủ không có Internet: không cần cài thêm gì.

1. Khởi động, rồi mở địa chỉ thứ nhất mà máy chủ in ra:

${command}

2. Nên để dữ liệu ở thư mục riêng, ngoài gói này, để khi nâng cấp chỉ cần thay gói:

${elsewhere}

3. Chứng thư cho máy tính bảng, kiểm tra máy chủ, sao lưu:

${command} certificate hailong.lan
${command} doctor
${command} backup

Chỗ nào tài liệu viết "npm run <lệnh>" hoặc "npm start" thì ở đây gõ "${command} <lệnh>" hoặc "${command} start".
Hướng dẫn đầy đủ: docs/vi/bat-dau.md


This pack runs on a server without the Internet: nothing else has to be installed.
Where the documents say "npm run <command>" type "${command} <command>". Keep the data outside of this folder
(DATA_DIR, as above), so that the next version merely takes this folder's place.
`
}

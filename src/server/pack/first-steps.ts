import type { Platform } from './platform.ts'

/** What stands first in a pack, for who carries it to an office. */
export const FIRST_STEPS: Readonly<Record<Platform['os'], string>> = {
  linux: steps('./hai-long', 'export DATA_DIR=$HOME/hai-long-du-lieu'),
  win32: steps('hai-long', 'set DATA_DIR=C:\\HaiLong\\du-lieu').replaceAll('\n', '\r\n'),
}

function steps(command: string, elsewhere: string): string {
  return `HÀI LÒNG

Gói này chạy được ngay trên máy chủ không có Internet: không cần cài thêm gì.

1. Chọn thư mục dữ liệu ở ngoài gói này, để khi nâng cấp chỉ cần thay gói. Gõ dòng này trước, trong mỗi cửa sổ lệnh, vì
   mọi lệnh dưới đây đều đọc và ghi ở thư mục đó:

${elsewhere}

2. Lập chứng chỉ cho máy tính bảng:

${command} certificate hailong.lan

3. Khởi động, rồi mở địa chỉ thứ nhất mà máy chủ in ra:

${command}

4. Kiểm tra máy chủ, sao lưu (trong một cửa sổ lệnh khác):

${command} doctor
${command} backup

Chỗ nào tài liệu viết "npm run <lệnh>" hoặc "npm start" thì ở đây gõ "${command} <lệnh>" hoặc "${command} start".
Hướng dẫn đầy đủ: docs/vi/bat-dau.md


This pack runs on a server without the Internet: nothing else has to be installed.
Where the documents say "npm run <command>" type "${command} <command>". Keep the data outside of this folder
(DATA_DIR, as above, set before each command), so that the next version merely takes this folder's place.
`
}

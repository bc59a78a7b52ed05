// One page of every kind that the shipped site has, and a site of cases that are rare: what is true of them is true of all.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A page of each kind. */
export const kinds = [
  "/",
  "/446-qd-tu/",
  "/446-qd-tu/toan-van/",
  "/446-qd-tu/quy-che/dieu-5/",
  "/446-qd-tu/quy-che/dieu-24/",
  "/446-qd-tu/so-sanh-ban-quet/",
  "/446-qd-tu/ban-quet/",
  "/446-qd-tu/cho-de-ngo/",
  "/446-qd-tu/446-qd-tu.html",
  "/co-quan/",
  "/co-quan/ban-dan-van-thanh-uy/",
  "/co-quan/ban-dan-van-thanh-uy/tu-danh-gia/",
  "/phoi-hop/",
  "/lich/",
  "/huong-dan/",
  "/huong-dan/dan-van/diem-nong/",
  "/huong-dan/bien-tap/dinh-dang/",
  "/hoc-tap/",
  "/hoc-tap/can-bo-moi/",
  "/hoc-tap/can-bo-moi/tai-lieu/",
  "/hoc-tap/can-bo-moi/giao-an/",
  "/hoc-tap/can-bo-moi/trinh-chieu.html",
  "/thuat-ngu/",
  "/thuat-ngu/cong-tac-dan-van/",
  "/tim-kiem/",
  "/du-lieu/",
  "/ngoai-tuyen/",
  "/404.html",
];

const title =
  "về việc ban hành Quy định về trách nhiệm, quan hệ phối hợp, chế độ thông tin, báo cáo, trình tự, thủ tục tiếp nhận, phân loại, xử lý đơn thư, kiến nghị, phản ánh của cơ quan, tổ chức, cá nhân và việc công khai kết quả giải quyết trên cổng thông tin điện tử, phương tiện thông tin đại chúng";

const chapter = (number) => `Chương ${["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][number]}
QUY ĐỊNH VỀ NỘI DUNG THỨ ${number + 1} VÀ NHỮNG VẤN ĐỀ CÓ LIÊN QUAN ĐẾN VIỆC TỔ CHỨC THỰC HIỆN
`;

const article = (number) => {
  if (number % 20 === 1) return `Điều ${number}. Cơ quan chủ trì thực hiện những việc được giao trong Điều này và báo cáo kết quả.\n`;
  if (number % 20 === 2) {
    return `Điều ${number}. Mức chi
1. Mức chi như sau:

| TT | Nội dung chi | Đơn vị tính | Mức chi cấp tỉnh | Mức chi cấp huyện | Mức chi cấp xã | Ghi chú |
|---|---|---|---|---|---|---|
| 1 | Chi hội nghị tập huấn nghiệp vụ | đồng/người/ngày | 150.000 | 120.000 | 100.000 | Không áp dụng với người hưởng lương |
| 2 | Chi in tài liệu | đồng/bộ | 35.000 | 35.000 | 30.000 | |

2. Khoản khác.
`;
  }
  return `Điều ${number}. Trách nhiệm của cơ quan thứ ${number}
1. Chủ trì:
a) Việc thứ nhất;
b) Việc thứ hai:
- Gạch một;
- Gạch hai.
2. Phối hợp theo Điều ${number - 1}.
`;
};

/** Makes of an empty folder a content folder with a document of 200 Điều, Điều without heading, wide tables, an appendix, a long title, a long number, replaced; and more documents than the home page shows. */
export function rare(folder) {
  mkdirSync(join(folder, "regulations"));
  const chapters = Array.from({ length: 10 }, (_, at) => [chapter(at), ...Array.from({ length: 20 }, (_, own) => article(at * 20 + own + 1))]);
  const text = `---
number: 1234/QĐ-ĐVSNCLTTNTNMT
type: quyet-dinh
title: ${title}
issued: 2024-02-05
status: replaced
---
QUYẾT ĐỊNH
${title}

Điều 1. Ban hành kèm theo Quyết định này Quy định.

QUY ĐỊNH
VỀ TRÁCH NHIỆM, QUAN HỆ PHỐI HỢP
(Kèm theo Quyết định số 1234/QĐ-ĐVSNCLTTNTNMT)

${chapters.flat().join("\n")}
PHỤ LỤC I
MẪU BÁO CÁO

Tên cơ quan: ${".".repeat(160)}

https://example.org/mot-dia-chi-rat-dai-khong-co-dau-cach/khong-xuong-dong-duoc/va-con-dai-nua/tham-so?x=1234567890
`;
  writeFileSync(join(folder, "regulations/1234-qd.md"), text);
  // More than the home page shows; without issuer, some without a date.
  for (let number = 1; number <= 12; number += 1) {
    const issued = number % 3 ? `issued: ${2020 + (number % 3)}-03-0${1 + (number % 9)}\n` : "";
    const small = `---\nnumber: ${number}-QĐ/TU\ntype: quyet-dinh\ntitle: về việc thứ ${number}\n${issued}---\n\nĐiều 1. Phạm vi\n\nNội dung.\n`;
    writeFileSync(join(folder, `regulations/${number}-qd-tu.md`), small);
  }
  writeFileSync(join(folder, "site.yaml"), "title: Trường hợp hiếm\nas_of: 2026-11-23\n");
  return folder;
}

/** The pages of that site worth a look. */
export const rareKinds = ["/", "/1234-qd/", "/1234-qd/toan-van/", "/1234-qd/quyet-dinh/dieu-1/", "/1234-qd/quy-dinh/dieu-1/", "/1234-qd/quy-dinh/dieu-122/", "/co-quan/", "/tim-kiem/", "/van-ban/", "/du-lieu/"];

/** The columns that are read here, in the order of `HEADINGS`. */
export const COLUMNS = [
  'type',
  'sku',
  'name',
  'published',
  'short description',
  'description',
  'date sale price starts',
  'date sale price ends',
  'in stock?',
  'stock',
  'backorders allowed?',
  'sale price',
  'regular price',
  'categories',
  'tags',
  'images',
  'parent',
  'external url',
  'attribute %d name',
  'attribute %d value(s)',
] as const;

/**
 * What WooCommerce's exporter writes above `COLUMNS`, by the locale of whoever exports. From the language packs of
 * wordpress.org, those of 2019, 2021 and 2023 (German and French ones of other years too), with ` / ` between what
 * differs among them. `%d` is the number of an attribute.
 */
export const HEADINGS: Record<string, string> = {
  'de-DE': `
    Typ | Artikelnummer / Art.-Nr. | Name | Veröffentlicht | Kurzbeschreibung | Beschreibung |
    Datum, an dem Angebotspreis beginnt / Datum, an dem der Angebotspreis beginnt / Angebotspreis gültig ab |
    Datum, an dem Angebotspreis endet / Datum, an dem der Angebotspreis endet / Angebotspreis gültig bis |
    Vorrätig? / Auf Lager? | Lager / Bestand / Lagerbestand |
    Lieferrückstande erlaubt? / Lieferrückstände erlaubt? / Rückstände erlaubt? | Angebotspreis |
    Regulärer Preis / Normaler Preis | Kategorien | Schlagwörter | Bilder |
    Übergeordnetes Produkt / Eltern | Externe URL | Attribut %d Name | Attribut %d Wert(e)`,
  'fr-FR': `
    Type | UGS / Référence | Nom | Publié | Description courte | Description | Date de début de promo |
    Date de fin de promo | En stock ? / En inventaire? | Stock / Inventaire |
    Autoriser les commandes de produits en rupture ? | Tarif promo / Prix promo |
    Tarif régulier / Prix régulier | Catégories | Étiquettes | Images | Parent | URL externe |
    Nom de l'attribut %d | Valeur(s) de l'attribut %d`,
  'es-ES': `
    Tipo | SKU | Nombre | Publicado | Descripción corta | Descripción |
    Día en que empieza el precio rebajado | Día en que termina el precio rebajado |
    ¿En inventario? / ¿Existencias? | Inventario | ¿Permitir reservas de productos agotados? |
    Precio rebajado | Precio normal / Precio regular | Categorías | Etiquetas | Imágenes | Superior |
    URL externa | Nombre del atributo %d | Valor(es) del atributo %d`,
  'it-IT': `
    Tipo | COD | Nome | Pubblicato | Breve descrizione | Descrizione |
    Data di partenza del prezzo in saldo | Data in cui termina l'offerta | In stock? | Magazzino |
    Abilita gli ordini arretrati? | Prezzo in offerta | Prezzo di listino | Categorie | Tag | Immagine |
    Genitore | URL esterna | Attributo %d nome | Attributo %d valuta(e)`,
  'pt-BR': `
    Tipo | REF / SKU | Nome | Publicado | Descrição curta | Descrição |
    Data de preço promocional começa em | Data de preço promocional termina em | Em estoque? | Estoque |
    São permitidas encomendas? | Preço promocional | Preço | Categorias | Tags | Imagens |
    Produto ascendente / Ascendente | URL externa | Nome do atributo %d | Valores do atributo %d`,
  'pt-PT': `
    Tipo | REF | Nome | Publicado | Descrição breve | Descrição | Data de início do preço promocional |
    Data de término do preço promocional | Em stock? | Stock | Permitir encomendas pendentes? |
    Preço promocional | Preço normal | Categorias | Etiquetas | Imagens | Pai | URL externo |
    Atributo %d nome | Atributo %d valor(es)`,
  'nl-NL': `
    Type | Artikelnummer | Naam | Gepubliceerd | Korte omschrijving | Beschrijving |
    Startdatum actieprijs | Einddatum actieprijs | Op voorraad? | Voorraad | Nabestellingen toestaan? |
    Actieprijs | Reguliere prijs | Categorieën | Tags | Afbeeldingen | Hoofd | Externe URL |
    Naam eigenschap %d | Waarde eigenschap %d`,
  'da-DK': `
    Type | Varenummer | Navn | Udgivet | Kort beskrivelse | Beskrivelse |
    Den dato hvor tilbudsprisen starter | Den dato hvor tilbudsprisen slutter | På lager? | Lager |
    Restordrer tilladt? | Tilbudspris | Normalpris | Kategorier | Tags | Billeder | Forældre |
    Ekstern URL (webadresse) | Egenskab %d navn | Egenskab %d værdi(er)`,
  'sv-SE': `
    Typ | Artikelnr / Artikelnummer | Namn | Publicerad | Kort beskrivning | Beskrivning |
    Datum när reapriset börjar | Datum när reapriset upphör | I lager? | Lagersaldo / Lager |
    Restorder tillåtet? / Tillåt restnoteringar? | Reapris | Ordinarie pris | Kategorier |
    Taggar / Etiketter | Bilder | Förälder / Överordnad | Extern URL | Attribut %d namn |
    Attribut %d värde(n)`,
  'nb-NO': `
    Type | Varenummer | Navn | Publisert | Kort beskrivelse | Beskrivelse | Startdato for utsalgspris |
    Sluttdato for utsalgspris | På lager? | Lager | Restordre tillatt? | Utsalgspris | Ordinær pris |
    Kategorier | Stikkord | Bilder | Forelder | Ekstern URL | Attributt %d navn | Attributt %d verdi(er)`,
  fi: `
    Laji | Tuotetunnus (SKU) | Nimi | Julkaistu | Lyhyt kuvaus | Kuvaus | Alennuksen aloituspäivä |
    Alennuksen päättymispäivä | Varasto? | Varasto | Salli jälkitoimitukset? | Alennettu hinta |
    Normaali hinta | Osastot | Avainsanat | Kuvat | Ylempi taso | Ulkoinen verkko-osoite |
    Ominaisuus %d nimi | Ominaisuus %d arvo(t)`,
  'pl-PL': `
    Typ | SKU | Nazwa | Opublikowany / Opublikowano | Krótki opis | Opis | Data rozpoczęcia promocji |
    Data zakończenia promocji | W magazynie? | Magazyn / Stan magazynowy |
    Pozwalać na zamówienia oczekujące (na dostawę do magazynu)? | Cena promocyjna | Cena | Kategorie |
    Tagi | Obrazki | Rodzic / Element nadrzędny | Zewnętrzny adres URL | Nazwa atrybutu %d |
    Wartości atrybutu %d`,
  'ru-RU': `
    Тип | Артикул | Имя | Опубликован | Короткое описание / Краткое описание | Описание |
    Дата начала действия продажной цены / Дата начала действия скидки |
    Дата окончания действия продажной цены / Дата окончания действия скидки | В наличии? | Запасы |
    Задержанный заказ возможен? / Возможен ли предзаказ? | Цена распродажи / Акционная цена |
    Базовая цена | Категории | Метки | Изображения | Родительский | Внешний URL |
    Имя атрибута %d / Название атрибута %d | Значение(-я) аттрибута(-ов) %d / Значения атрибутов %d`,
  uk: `
    Тип | Артикул | Ім'я / Назва | Опубліковано | Короткий опис | Опис | Початок акції | Завершення акції |
    В наявності? | Запас / Запаси | Дозволити резервування? | Ціна зі знижкою | Звичайна ціна | Категорії |
    Позначки | Зображення | Предок | Зовнішній URL | Назва %d атрибуту | %d значення атрибуту`,
  'tr-TR': `
    Tür | Stok kodu (SKU) | İsim | Yayımlanmış | Kısa açıklama | Açıklama |
    İndirimli fiyatın başladığı tarih | İndirimli fiyatın bittiği tarih | Stokta? | Stok |
    Yok satmaya izin? | İndirimli satış fiyatı | Normal fiyat | Kategoriler | Etiketler | Görseller |
    Ebeveyn | Harici URL | Nitelik %d ismi | Nitelik %d değer(ler)i`,
  el: `
    Τύπος | Κωδικός προϊόντος | Όνομα | Δημοσιευμένο | Σύντομη περιγραφή | Περιγραφή |
    Ημερομηνία έναρξης εκπτωτικής τιμής | Ημερομηνία λήξης εκπτωτικής τιμής | Σε απόθεμα; | Απόθεμα |
    Να επιτρέπονται λίστες αναμονής; | Τιμή προσφοράς | Κανονική τιμή | Κατηγορίες | Ετικέτες | Εικόνες |
    Γονέας | Εξωτερικό URL | Όνομα ιδιότητας %d | Τιμή(ές) ιδιότητας %d`,
  vi: `
    Loại | Mã sản phẩm | Tên | Đã đăng | Mô tả ngắn | Mô tả | Ngày bắt đầu giảm giá |
    Ngày kết thúc giảm giá | Còn hàng? | Kho | Cho phép đặt trước? | Giá khuyến mãi | Giá bán thường |
    Danh mục | Từ khóa | Hình ảnh | Gốc | URL ngoài | Tên thuộc tính %d | Giá trị thuộc tính %d`,
  'id-ID': `
    Tipe | SKU | Nama | Diterbitkan / Telah Terbit | Deskripsi singkat | Deskripsi |
    Tanggal harga jual mulai / Tanggal harga diskon dimulai |
    Tanggal harga jual berakhir / Tanggal harga diskon berakhir | Stok tersedia? | Stok |
    Izinkan pemesanan kembali? / Perbolehkan inden? | Harga obral | Harga normal | Kategori | Tag |
    Gambar / Gambar-gambar | Induk | URL Eksternal | Atribut %d nama / Nama atribut %d |
    Atribut %d nilai / Nilai Atribut %d`,
  th: `
    ชนิด | รหัสสินค้า | ชื่อ | เผยแพร่ / เผยแพร่แล้ว | คําอธิบายแบบย่อ | รายละเอียด / รายละเอียดเพิ่มเติม |
    วันเริ่มต้นลดราคา | วันสิ้นสุดการลดราคา | มีสินค้าในคลังสินค้า? | คลังสินค้า |
    อนุญาตให้จองสินค้าหรือไม่ | ราคาที่ลด | ราคาปกติ | หมวดหมู่ | ป้ายกํากับ | รูปภาพ / ไฟล์รูปภาพ | หลัก |
    URL ภายนอก | ชื่อคุณสมบัติ %d | ค่าคุณสมบัติ %d`,
  ja: `
    タイプ | SKU | 名前 | 公開済み | 簡単な説明 | 説明 | セール価格の開始日 | セール価格の終了日 | 在庫の有無 | 在庫 | 在庫待ちを許可する ? / お取り寄せを許可する ? |
    セール価格 | 標準価格 | カテゴリー | タグ | 画像 | 親 | 外部 URL | 属性 %d の名前 | 属性 %d の値`,
  'ko-KR': `
    형식 | SKU | 이름 | 발행됨 | 간단한 설명 | 설명 | 판매 가격 시작 날짜 | 판매 가격 종료 날짜 | 재고가 있나요? | 재고 | 품절 후 주문이 허용됐습니까? |
    할인 가격 | 정상 가격 | 카테고리 | 태그 | 이미지 | 상위 | 외부 URL | 속성 %d 이름 | 속성 %d 값`,
  'zh-CN': `
    类型 | SKU | 名称 | 已发布 | 简短描述 | 描述 | 促销开始日期 | 促销截止日期 | 有货? | 库存 | 允许缺货下单? | 促销价格 | 常规售价 | 分类 | 标签 | 图片 |
    父级 | 外部链接 | 属性 %d 名称 | 属性 %d 值`,
  'zh-TW': `
    類型 | 貨號 | 名稱 | 已發佈 | 簡短內容說明 | 描述 | 折扣價開始日期 | 折扣價結束日期 | 有庫存? | 庫存 | 允許無庫存下單嗎? | 折扣價 | 原價 | 分類 | 標籤 |
    圖片 | 上層 | 外部網址 | 屬性 %d 名稱 | 屬性 %d 值`,
};

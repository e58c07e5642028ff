import { expect, test } from "vitest";
import { isOnNamedPerson, NO_FACTS } from "./index.ts";

const named = (text: string): boolean => isOnNamedPerson("vehicle", text, NO_FACTS);

test.each([
  // A bare label and its name on two lines.
  "السائق\nكمال بوزيد",
  "السائق:\nكمال",
  "صاحب السيارة\nكمال بوزيد",
  "المالك\nبوزيد كمال",
  "سيارة بيضاء\nالسائق\nكمال بوزيد\nحي النصر",
  "السيد\nكمال بوزيد",
  "Conducteur\nKamel Bouzid",
  "Conducteur :\nBouzid",
  "Au volant\nKamel Bouzid",
  "Propriétaire\r\nBouzid Kamel",
  "Driver\nKamel Bouzid",
  "Owner:\n\nKamel Bouzid",
])("%j is a label and a name on two lines", (text) => {
  expect(named(text)).toBe(true);
});

const NAMES_SOMEBODY = `
السائق ك. بوزيد
السائق ك.بوزيد
سائقها م. قاسمي
يقودها ع. بن سالم
المالك: ك. بوزيد
صاحب السيارة ك. بوزيد
الجاني ن. مرابط
السيد ك. بوزيد
السارق هو ب. زروقي
المدعو ك. ب.
يشتبه في كمال بوزيد، مسلح
يشتبه في كمال بوزيد
يشتبه في أن كمال بوزيد سرقها
نشتبه في نبيل مرابط
الشبهة في نبيل مرابط
أوقفوا كمال بوزيد
ابحثوا عن بوزيد كمال
نبحث عن كمال بوزيد
البحث عن نبيل مرابط
القبض على كمال بوزيد
اقبضوا على نبيل مرابط
توقيف نبيل مرابط
مطلوب كمال بوزيد
رفقة نبيل مرابط
برفقة كمال بوزيد
Arrêtez Kamel Bouzid, armé
Arrêter Kamel Bouzid
Arrêtez tout de suite Kamel Bouzid
Interpellez Nabil Merabet
Interpeller Bouzid
Recherchez Kamel Bouzid
On recherche Nabil Merabet
On soupçonne Kamel Bouzid
Soupçonné : Kamel Bouzid
Méfiez-vous de Kamel Bouzid
Avec Kamel Bouzid
Arrest Kamel Bouzid
Look for Nabil Merabet
Stop Kamel Bouzid, armed
We suspect Kamel Bouzid
Wanted: Kamel Bouzid
with Nabil Merabet
Kamel Bouzid au volant
Clio grise, Kamel Bouzid au volant
Kamel Bouzid conduit une Clio
Nabil Merabet à bord
Kamel Bouzid driving
Nabil Merabet at the wheel
K. BOUZID conduit
BOUZID Kamel conduit
Kamel Bouzid, au volant
كمال بوزيد يقودها
كمال بوزيد على متنها
كمال بوزيد يقود كليو
نبيل مرابط خلف المقود
كمال بوزيد في سيارة بيضاء
ﻛﻤﺎﻝ ﺑﻮﺯﻳﺪ يقود
Clio blanche de Kamel Bouzid
Clio de Kamel Bouzid
Voiture grise de Nabil Merabet
Camion blanc bâché de Nabil Merabet
Moto noire volée de Kamel Bouzid
Renault Symbol grise de Bouzid Kamel
white car of Nabil Merabet
Kia rouge du sieur Bouzid
سي كمال بوزيد
السي كمال بوزيد
الطبيب كمال بوزيد
الطبيبة سامية بوزيد
المهندس نبيل مرابط
المحامي كمال بوزيد
للأستاذة سارة قاسمي
التاجر كمال بوزيد
المقاول نبيل مرابط
الضابط كمال بوزيد
الأخ كمال بوزيد
عمي كمال بوزيد
BOUZID KAMEL
KAMEL BOUZID
MERABET NABIL, ARMÉ
Clio grise. BOUZID KAMEL
BEN ALI KAMEL
ZERROUKI BILAL. VOITURE NOIRE
BOUZID KAMEL - CLIO
BOUZID, KAMEL
كمال بوزيد، سائق السيارة
سيارة بيضاء. كمال بوزيد، سائقها
كمال بوزيد، صاحب الشاحنة البيضاء، هرب
كمال بوزيد سائق السيارة
كمال بوزيد هو السائق
كمال بوزيد هو الذي يقودها
إنه كمال بوزيد الذي يقودها
Kamel Bouzid est le conducteur
Kamel Bouzid is the driver
Clio grise, Kamel Bouzid, conducteur
driver is kamel bouzid
The driver is nabil merabet, armed
le conducteur est kamel bouzid
le propriétaire est ahmed zerrouki
kamel_bouzid
Kamel_Bouzid
Clio grise kamel_bouzid
كمال_بوزيد
KAMEL_BOUZID
Conducteur : Kamel_Bouzid
الإسم/كمال بوزيد
الاسم / كمال
الإسم كمال بوزيد
Nom/Bouzid
Nom / Bouzid Kamel
name/kamel bouzid
C'est Kamel Bouzid qui conduit
C’est Kamel Bouzid
c'est kamel bouzid qui conduit
C'est Kamel
C'EST KAMEL
It's Kamel Bouzid who drives
The man from before, it's Kamel Bouzid
M Bouzid Kamel
Clio grise, M Bouzid Kamel
M BOUZID KAMEL
Véhicule de M Bouzid
`;

test.each(NAMES_SOMEBODY.trim().split("\n"))("«%s» names a person", (text) => {
  expect(named(text)).toBe(true);
});

test.each([
  "السائق\nسيارة بيضاء مسرعة",
  "السائق\nمجهول الهوية",
  "السائق هارب\nسيارة بيضاء",
  "السائق:\nطويل القامة",
  "سيارة\nبيضاء مسروقة",
  "Conducteur\nHomme de grande taille",
  "Conducteur :\nInconnu",
  "Driver\nUnknown, armed",
  "Volée\nRue Didouche Mourad",
  "VOLEUR\nHILUX BLANCHE",
])("%j is a label with nobody behind it", (text) => {
  expect(named(text)).toBe(false);
});

const NAMES_NOBODY = `
سائقها أعزل
السائق أعزل ومصاب
سائقها مهدد بالسلاح
السائقة مهددة
السائقة حامل ومحتجزة
السائقة حامل
سائقها محتجز
السائق رهينة
سائقها مقيد اليدين
السائق مكبل
السائق محاصر في السيارة
السائق منهار
السائق مغمى عليه
سائقها مجروح في رأسه
السائق مخنوق
السائق مضروب
السائق مربوط
السائق محروق اليدين
السائقة مرضعة
السائق مخدر
السائق مكمم
السائق معصوب العينين
Volée à Bab Ezzouar
volée à Bir Mourad Raïs
Volé à Dar El Beïda
Volée à Sidi Bel Abbès
Volée à Tizi Ouzou
Volée à Souk Ahras
volée à El Harrach
volée à Oum El Bouaghi
stolen at Bab Ezzouar
Camion de Bab Ezzouar
Bus blanc de Tizi Ouzou
Dr en fuite
Docteur en fuite
médecin en fuite
véhicule en fuite
voiture en fuite
camion en fuite
Individus en fuite
Motard en fuite
chauffard en fuite
Deux hommes en fuite
agresseur en fuite
braqueurs en fuite
يشتبه في سيارة بيضاء
يشتبه في أنها مسروقة
يشتبه في وجود سلاح
يشتبه في شخص طويل
البحث عن سيارة بيضاء
نبحث عن شاحنة تبريد
البحث جار عن السائق
أوقفوا السيارة
أوقفوا سائقها فورا
القبض على السائق
توقيف السيارة
مطلوب سيارة بيضاء
مطلوب شهود عيان
مع رهينة
مع رجل ملثم
مع كلب أسود
برفقة امرأة وطفل
مع وثائق السيارة
مع لوحة مزورة
Arrêtez Toyota Hilux
Arrêtez ce véhicule
Interpeller le conducteur
Recherche Clio blanche
On recherche Renault Symbol grise
Attention Chien Méchant
Avec Remorque Bleue
Stop Toyota Hilux
with Hassi Messaoud plates
van for Air Algérie
الطبيبة مصابة بجروح
المواطنة ضحية سرقة
Toyota Hilux au volant à droite
Clio blanche de location
Clio blanche de couleur claire
Clio blanche de Hassi Messaoud
Camion rouge de marque Sonacom
Voiture grise de la Société Générale
سيارة بيضاء يقودها رجل
شارع محمد بوضياف على متنها ركاب
الطبيب المناوب بلغ عنها
المهندس المسؤول بلغ
المحامي قدم شكوى
الشرطي أصيب
سي 4 بيضاء
سيتروان سي 3
VOLÉE CETTE NUIT
URGENCE ABSOLUE
VITRE CASSEE
VITRES FUMEES
PLAQUE FAUSSE
FAUSSE PLAQUE
TRES URGENT
ACCIDENT GRAVE
PNEU CREVE
PARE CHOC ENFONCE
CLIO BLANCHE
GOLF NOIRE, VITRES TEINTEES
HILUX BLANCHE. NE PAS APPROCHER
HASSI MESSAOUD
ARMED ROBBERY
WHITE TRUCK
STOLEN VEHICLE
BROKEN WINDOW
VOL QUALIFIE
DELIT DE FUITE
RAPPEL IMPORTANT
DIFFUSION IMMEDIATE
السائق في. سيارة
السائق هرب. سيارة بيضاء
حادث مرور، سائق السيارة مصاب
زجاج معتم، سائقها ملثم
دفع رباعي، صاحبها أبلغ عنها
شجار جماعي، صاحب المحل شاهد
طاكسي أصفر، سائقه في خطر
جرار فلاحي، مالكه بلغ
الاسم التجاري للمحل مكتوب على الباب
الاسم / اللقب: مجهول
الاسم غير معروف
الاسم مطموس على الباب
driver is wearing a red cap
the driver is very dangerous
the driver is probably local
the driver is hiding nearby
driver is known locally
driver is extremely violent
the owner is travelling abroad
the driver is about forty
the driver is still inside
le conducteur est resté sur place
le conducteur est descendu calmement
le conducteur est connu défavorablement
le conducteur est sous emprise
le conducteur est toujours recherché
le propriétaire est parti hier
le conducteur est devenu agressif
clio_blanche
voiture_volee
سيارة_بيضاء
شارع_العربي_بن_مهيدي
#عاجل_جدا
photo_clio_grise
Hassi Messaoud, conducteur en fuite
Toyota Hilux, conducteur armé
Rue Didouche Mourad, conducteur inconnu
Volée à Bordj Menaiel, conducteur armé
le chauffeur est malade depuis hier
C'est urgent
C'EST URGENT
C'est une Clio blanche qui roule vite
c'est très grave
BMW M Sport noire
Taille M Rouge
Survêtement M Nike Noir
`;

test.each(NAMES_NOBODY.trim().split("\n"))("«%s» names nobody", (text) => {
  expect(named(text)).toBe(false);
});

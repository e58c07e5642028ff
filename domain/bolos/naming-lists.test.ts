import { expect, test } from "vitest";
import { isOnNamedPerson, NO_FACTS } from "./index.ts";

const named = (text: string): boolean => isOnNamedPerson("vehicle", text, NO_FACTS);

const NAMES_SOMEBODY = `
سيارة كليو رمادية ملك كمال بوزيد
سيارة كمال بوزيد
سيارة المواطن كمال بوزيد
السيارة تعود لكمال بوزيد
تعود للمواطن كمال بوزيد
ملك لكمال بوزيد
تابعة لكمال بوزيد
على متنها كمال بوزيد
كان يقودها كمال
قائدها كمال بوزيد
قائد المركبة كمال بوزيد
كان على متنها المدعو كمال
اشتراها كمال بوزيد
استأجرها كمال بوزيد
مستأجرها كمال بوزيد
مستعملها كمال بوزيد
المشتبه كمال بوزيد
السائق (كمال بوزيد)
السائق اسمه كمال
السائق يسمى كمال
السائق واسمه كمال بوزيد
السائق يدعى كمال
سائق الكليو كمال بوزيد
سائق كليو كمال بوزيد
سائق رونو سيمبول: كمال بوزيد
سائق الرونو كمال بوزيد
سائق الدراجة كمال بوزيد
سائقها تامر حسني
سائقها ياسر
سائقها هشام
سائقها وليد بوزيد
سائقها انور
سائقها اسامة
سائقها رضا
سائقها طه
سائقها علي
السائق علي بوزيد
السائق عمر بوزيد
السائق عمر
سائقها سيد علي
سائقها عمار
السائق حسين
سائقها حسن بوزيد
سائقها جمال
سائقها فاتح بوزيد
سائقها فتحي
سائقها فوزي
السائق لطفي
السائق بشير
سائقها انيس
السائق مصطفى
السائق موسى بوزيد
سائقها عيسى
سائقها رابح
سائقها نذير
السائق حكيم
سائقها شكري
السائق مراد
السائق سعيد
سائقها صالح بوزيد
سائقها بدر الدين
السائق توهامي
السائق ايوب
سائقها اليازيد بوزيد
السائق المهدي بوزيد
سائقها الهاشمي قاسمي
سائقها الصادق بوزيد
سائقها انس
سائقها اسماعيل
سائقها احمد
سائقها ابراهيم
سائقها ادريس
سائقها ماسينيسا
السائق مهنا
سائقها رضا بوزيد
سائقها زكريا
سائقها عطا
السائق شيماء
سائقتها شيماء
سائقتها لينا بوزيد
سائقتها دنيا
سائقتها ليلى
السائق حمزة
سائقها عبدو
السائق هيثم
سائقها منصف
السائق خالد
سائقها نسيم
سائقها بوزيد
Conducteur: Petit Karim
Conducteur Karim
conducteur: karim bouzid
Propriétaire Seddik Bouzid
Propriétaire : Mr Seddik
Propriétaire Noir Ahmed
au volant Karim
vehicule a Karim Bouzid
véhicule de Karim Bouzid
voiture de Karim Bouzid
la voiture à Karim Bouzid
utilisée par Karim Bouzid
utilisé par Karim
loué par Karim Bouzid
louée à Karim Bouzid
volée par Karim Bouzid
immatriculée au nom Karim Bouzid
au nom de: Karim
au nom de karim
conducteur Karim
Gérant Karim Bouzid
Conducteur Dr Bouzid
Dr Bouzid
Maître Bouzid
Hadj Kamel
El Hadj Ahmed
Si Ahmed
الحاج كمال بوزيد
الدكتور كمال بوزيد
الشاب كمال بوزيد
الأستاذ كمال بوزيد
السيد/ كمال بوزيد
السيد: كمال
م. كمال بوزيد
Kamel Bouzid's car
car of Kamel Bouzid
rented by Kamel Bouzid
rented to Kamel Bouzid
used by Kamel Bouzid
stolen by Kamel Bouzid
operated by Kamel Bouzid
last driven by Kamel
The driver, Karim
driver (Karim Bouzid)
driver "Karim"
driver: karim bouzid
driver Ali
driver: Ali
Driver: Will Smith
Driver: Grace May
Driver: Mark Young
Conducteur: Ould Ali
Conducteur: Mohamed
Conducteur: Mohamed dit Moh
dit Moh
alias Moh
surnom: Moh
connu sous le nom de Moh
المعروف بكمال
المشهور بكمال
المكنى كمال
كنيته كمال
يلقب بكمال
N° permis 30/12345
permis n° 12345678
permis de conduire 12345678
رخصة سياقة رقم 12345678
NIN 1099 1234 5678 9012 34
0661-23-45-67
+213(0)661234567
00213661234567
٠٦٦١٢٣٤٥٦٧
05 50 12 34 56
Facebook: kamel.bouzid
kamel.bouzid@gmail.com
Née Bouzid le 3/4/1980
né le 3 avril 1980
born 3 April 1980
المولود بتاريخ 3/4/1980
من مواليد سنة 1980
ابن كمال بوزيد
نجل كمال بوزيد
زوج فاطمة بوزيد
son père Kamel Bouzid
frère de Kamel Bouzid
fils Bouzid
l'époux de Mme Bouzid
Kamel Bouzid
BOUZID Kamel
Bouzid Kamel, 30 ans, armé
كمال بوزيد، 30 سنة، مسلح
Le nommé Bouzid
la nommée Samia
les nommés Bouzid et Kaci
individu du nom de Kamel
un homme appelé Kamel
un homme prénommé Kamel
nom : Bouzid
Nom Bouzid
Prénom Kamel
رجل يقال له كمال
رجل معروف باسم كمال
باسم كمال
اسم السائق كمال بوزيد
اسم المالك: كمال بوزيد
إسم صاحبها كمال
هوية السائق: كمال بوزيد
هوية المالك كمال بوزيد
سيارة كمال بوزيد، حي النصر
كمال بوزيد، 30 سنة، على متن كليو
Kamel Bouzid, Clio grise
شاحنة صفراء ملك عبد القادر بن سالم
السيارة ملك لرشيد مرزوق
حافلة تابعة لمراد بوخالفة
سائق الهيلوكس بلال زروقي
سائق بيجو: نبيل
سائق الكادي رشيد حمادي
السيد: نبيل مرابط
السيد / العربي زروقي
الدكتور نبيل زروقي
الحاجة فطوم
استأجرها بلال زروقي من الوكالة
على متنها بلال زروقي وامرأة
بلال زروقي، 42 سنة، يقود كليو
نبيل مرابط (35 سنة) مسلح
رخصة السياقة 30123456
المشهور ببلال
شقيق نبيل مرابط
سيارة نبيل مرابط
قائدها نبيل مرابط
السائق بلال زروقي سحب سكينا
Voiture de Nabil Merabet
Camion de Bilal Zerrouki, bâche bleue
fourgon loué à Nabil Merabet
louée par Nabil
Dr Merabet, Clio grise
Nabil Merabet, Hilux blanche
Nabil Merabet. Véhicule noir
permis n° 30 123456
driving licence 30123456
driver's license no 30123456
rented by Nabil
car of Nabil Merabet
Nabil Merabet's truck
Conducteur : Grand Nabil
les nommés Nabil et Bilal
frère de Nabil
née Merabet
Gérant : Nabil
nabil.merabet@example.dz
Hadj Nabil, pick-up
`;

test.each(NAMES_SOMEBODY.trim().split("\n"))("«%s» names a person", (text) => {
  expect(named(text)).toBe(true);
});

const NAMES_NOBODY = `
شارع علي بومنجل
سيارة في شارع العربي بن مهيدي
رونو كليو بيضاء موديل 2019 خدش في الباب الأيسر
سيارة هيونداي i10 زرقاء زجاج معتم
دراجة نارية من نوع سيم حمراء
شاحنة هاكر بيضاء محملة بالرمل
جرافة صفراء كوماتسو
سائقها كان يتكلم في الهاتف
سائقها لم يكن وحده
السائق أطفأ الأضواء
السائق غير الاتجاه
السائق حذف اللوحة
سائقها قصير ونحيف
سائقها رمى حقيبة من النافذة
سائقها غضب
سائقها نحيل
السائق ترجل
السائق مقعد
سائقها بلا قميص
السائق شتم الشرطي
السائق رفع سكينا
السائق سحب سكينا
السائق لوح بسلاح
السائق طلب النجدة
السائق تعرض لسكتة
السائق عجوز
السائق أسمر البشرة
السائق متحجب
السائق ملطخ بالدماء
السائق غارق
السائق فقد وعيه
سائقها عنده لحية
سائقها سريع
سائقها ثمل
السائق مبتور اليد
سائقها كثير الحركة
سائقها هدد المارة
السائق خرق الإشارة
السائق داس على شرطي
سائقها زنجي
صاحبها شيخ القبيلة
صاحبها بائع خضار
صاحبها جزار
صاحبها مهندس
مالكها بنك
مالكها صيدلي
مالكها تاجر سيارات
مالكها متعامل اقتصادي
صاحبها فقير
صاحب المطعم شهد الحادث
باسم مصنع الإسمنت
باسم جمعية خيرية
باسم ورثة
السائق ذاهب إلى الوادي
السائق سلك الطريق الوطني
السارق نزع اللوحة
السارق ألقى الحقيبة
السارق بصحبة كلب
الفاعل أشعل النار
الفاعل أحرق السيارة
Conducteur chauve, lunettes noires
Conducteur très agité
conducteur paniqué
Conducteur sourd
Conducteur handicapé
Conducteur Africain
Conducteur subsaharien
Conducteur : Inconnu, taille moyenne
Conducteur: moustache
Conducteur: lunettes
Conducteur: casquette rouge
conducteur : barbe longue
conducteur: chemise bleue
conducteur: maigre
conducteur: sportif
conducteur: africain
Conducteur: Corpulent
Driver: Bald
driver: bald with glasses
driver: skinny
driver: glasses
driver: red cap
driver: dark skin
Driver: African
driver: about 40
Driver: Asian
owner: Hertz
Owner: Unknown
Propriétaire: Hertz
Propriétaire: Condor
Propriétaire: Cevital
Propriétaire: Air Algérie
Propriétaire: SARL Transport
Propriétaire: EURL Amel
Propriétaire: SPA Numidis
Propriétaire: garage
Propriétaire: loueur
driver asleep
driver screaming
driver screaming at people
Driver smelled of alcohol
driver threw a bag
driver turned left
driver jumped out
driver ignored signals
driver shot at police
Driver shot at police
driver, masked, armed
DRIVER MASKED AND ARMED
CHAUFFEUR MASQUÉ ET ARMÉ
CONDUCTEUR DANGEREUX
CONDUCTEUR ARMÉ D'UNE KALACHNIKOV
CONDUCTEUR CAGOULÉ
CONDUCTEUR EN FUITE VERS TOUGGOURT
CONDUCTEUR VERS HASSI MESSAOUD
ATTENTION CONDUCTEUR DANGEREUX
DRIVER DANGEROUS
OWNER REPORTED THEFT
PROPRIÉTAIRE AGRESSÉ
THIEF ARMED WITH KNIFE
VOLEUR CAGOULÉ
Conducteur Dangereux
Auteur: inconnu
Auteur du vol: bande de jeunes
voleur à la tire
Voleur: adolescent
thief: teenager
thief: tall
moto volée au conducteur Yassir
chauffeur Yassir agressé
chauffeur VTC agressé
chauffeur Sonatrach
Titulaire du permis
conduite par inconnu
conduite par quelqu'un
conduite par une bande
conduite par plusieurs
conduite par policier
conduite par ivrogne
conduit par adolescent
conduite par mineurs
driven by teenagers
driven by strangers
driven by police
driven by unknown
driven by masked men
owned by unknown
owned by someone
belongs to unknown
registered to unknown
registered to Sonatrach
registered to company
السائق رفس الشرطي
السائق سحب مسدسا
السائق لوح بسكين طويل
السائق أشعل سيارة
السائق متعجرف
سائقها مستعجل
السائق نحيل وطويل
سائقها حداد
ملك الدولة
ملك خاص
تابعة لشركة سوناطراك
تعود لسنة 2019
سيارة هيونداي أكسنت بيضاء
سيارة رباعية الدفع سوداء
شاحنة محملة بالرمل
حافلة نقل المسافرين
الحاج مفقود
الدكتور المناوب بلغ عن السرقة
السيد: مجهول
سيارة زرقاء قرب مسجد الحاج عيسى
DRIVER VERY DANGEROUS, KNIFE
CONDUCTEUR MASQUÉ
CHAUFFEUR ARME ET DANGEREUX
VOLEURS ARMES
driven by armed men
driven by two teenagers
conduite par des inconnus
Propriétaire : Avis
Propriétaire: EURL Nabil
owner: Europcar
voiture de location
voiture de couleur grise
Voiture de service, Sonelgaz
camion de Hassi Messaoud
volée à Hassi Messaoud
louée à une agence
utilisée par deux individus
stolen by two men
Toyota Hilux, blanche
Land Rover, noire
Hassi Messaoud, camion volé
Si Peugeot aperçue, appeler le 17
sans permis, 05123 116 30
père de famille agressé
frère du plaignant
le témoin dit que la Clio a fui
conducteur en fuite, arme blanche
driver: angry
Conducteur: nerveux
السائق: غاضب
`;

test.each(NAMES_NOBODY.trim().split("\n"))("«%s» names nobody", (text) => {
  expect(named(text)).toBe(false);
});

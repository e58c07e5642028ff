import { expect, test } from "vitest";
import { isOnNamedPerson, NO_FACTS } from "./index.ts";

const named = (text: string): boolean => isOnNamedPerson("vehicle", text, NO_FACTS);

const NAMES_SOMEBODY = `
conducteur kamel bouzid
Clio grise, conducteur kamel bouzid, armé
le conducteur kamel bouzid a fui
chauffeur nabil merabet
propriétaire ahmed zerrouki
conducteur mohamed ben ali
conducteur lakhdar belkacem
driver kamel bouzid
suspect kamel bouzid
victime kamel bouzid
victime : kamel bouzid
Victime Kamel Bouzid
Victime: Kamel
témoin nabil merabet
Témoin Nabil Merabet
victim kamel bouzid
witness Kamel Bouzid
السائق كمال بوزيد
الضحية كمال بوزيد
الضحية: كمال
الشاهد نبيل مرابط
والشاهد نبيل مرابط
الشاهدة مريم بوزيد
المشتبه كمال بوزيد
المشتبه به كمال بوزيد
`;

test.each(NAMES_SOMEBODY.trim().split("\n"))("«%s» names a person behind a role", (text) => {
  expect(named(text)).toBe(true);
});

const NAMES_NOBODY = `
conducteur ivre
conducteur ivre mort
conducteur armé
conducteur en fuite
conducteur sans permis
conducteur sous alcool
conducteur état ivresse
conducteur délit fuite
conducteur refuse obtempérer
conducteur moto rouge
conducteur fuite pied
conducteur camion citerne
conducteur engin chantier
conducteur roule vite
conducteur blessé jambe gauche
conducteur regarde téléphone
conducteur percute piéton
chauffeur de bus
chauffeur bus vert
chauffeur taxi jaune
chauffeur routier pressé
chauffeur livraison colis
chauffeur poids lourd
voleur casse vitre
voleur masqué couteau
driver high speed
driver broke window
driver fled foot
driver smells alcohol
thief took bike
victime âgée
victime inconsciente
victime inconsciente allongée
victime saigne beaucoup
victime enceinte huit mois
victime tombée moto
victime bras cassé
victime brûlure visage
victime consciente parle
victime transportée urgence
témoin oculaire présent
témoin resté sur place
témoin principal absent
victim bleeding badly
victim chest pain
victime malaise cardiaque
victime piqûre scorpion
victime noyade plage
victime gaz butane
victime incendie maison
victime vol arraché
conducteur crise cardiaque
driver refuses help
victim lying road
witness saw crash
السائق هرب
السائق هارب
الضحية فتاة
الضحية في خطر
الضحية نقلت إلى المستشفى
الضحية طفل صغير
الضحية فاقد الوعي
الشاهد اتصل بالرقم 17
الشاهد صاحب محل
الشاهد موجود هنا
المشتبه هارب
`;

test.each(NAMES_NOBODY.trim().split("\n"))("«%s» names nobody behind a role", (text) => {
  expect(named(text)).toBe(false);
});

const NEAR_NAMES: Readonly<Record<string, string>> = {
  driver: `
KAMEL BOUZID conduit
KAMEL BOUZID au volant
BOUZID KAMEL conduisait
KAMEL BOUZID driving
KAMEL BOUZID AU VOLANT
kamel bouzid au volant
kamel bouzid conduit une clio
kamel bouzid, au volant
Clio grise, kamel bouzid au volant
nabil merabet à bord
kamel bouzid driving
nabil merabet at the wheel
kamel bouzid ysoug
kamel bouzid li ysou9ha
ysougha kamel bouzid
chifour kamel bouzid
كمال بوزيد راه يسوق`,
  owner: `
voiture de kamel bouzid
clio de kamel bouzid
clio grise de kamel bouzid
camion de nabil merabet
car of kamel bouzid
kamel bouzid's car
تعود ملكيتها إلى كمال بوزيد
ملكيتها تعود إلى كمال بوزيد
تعود إلى كمال بوزيد
ترجع ملكيتها لكمال بوزيد
ترجع لكمال بوزيد
ملكيتها لكمال بوزيد
مسجلة على اسم كمال بوزيد
السيارة تاع كمال بوزيد
طونوبيل نتاع نبيل مرابط
tonobil ta3 kamel bouzid
loto nta3 kamel bouzid
voiture ta3 Kamel Bouzid
moulha kamel bouzid`,
  passenger: `
الراكب: كمال
الراكب كمال بوزيد
والراكب نبيل مرابط
الراكبة مريم بوزيد
الراكبة: مريم
مرافقه كمال بوزيد
مرافقه: كمال
passager : Kamel
passager Kamel Bouzid
passager kamel bouzid
Passagère: Meriem
passenger Kamel Bouzid
Passenger: Kamel
passenger kamel bouzid
rakeb kamel bouzid`,
  family: `
تابعة لعائلة بوزيد
سيارة عائلة بوزيد
من عائلة بوزيد
عائلة كمال بوزيد
ملك لآل بوزيد
ملك لعائلة مرابط
ورثة بوزيد
أبناء بوزيد
الإخوة بوزيد
voiture de la famille Bouzid
la famille Bouzid
famille bouzid
famille merabet, clio grise
les frères Bouzid
héritiers Bouzid
the Bouzid family
car of the Bouzid family
3aylat bouzid
tonobil ta3 famille bouzid`,
  birth: `
كمال بوزيد، مواليد 1985
كمال بوزيد مواليد 1985
كمال بوزيد (مواليد 1985)
كمال بوزيد من مواليد 1985
كمال بوزيد، مواليد سنة 1985
كمال بوزيد، ولد سنة 1985
كمال بوزيد، ولد في 1985
كمال بوزيد (1985)
سيارة بيضاء، كمال بوزيد، مواليد 1985
Clio grise, Kamel Bouzid, né 1985
Clio grise, kamel bouzid, né 1985
Clio grise, KAMEL BOUZID né 1985
Clio grise, Kamel Bouzid, b. 1985
kamel bouzid born 1985
kamel bouzid mawalid 1985
Clio grise, kamel bouzid, mawalid 85`,
  relation: `
ولد بوزيد
بنت بوزيد
ولد كمال بوزيد
خو كمال بوزيد
صهر كمال بوزيد
صديق كمال بوزيد
ابن عم كمال بوزيد
weld bouzid
weld kamel bouzid
bent kamel bouzid
khou kamel bouzid
khou Kamel
frère de kamel bouzid
fils de kamel bouzid
cousin de kamel bouzid
beau-frère de Kamel Bouzid
gendre de Kamel Bouzid
ami de Kamel Bouzid
voisin de Kamel Bouzid
friend of Kamel Bouzid
Kamel's brother
kamel bouzid's brother`,
};

test.each(
  Object.entries(NEAR_NAMES).flatMap(([kind, texts]) =>
    texts
      .trim()
      .split("\n")
      .map((text) => [kind, text] as const),
  ),
)("the %s in «%s» is a named person", (_kind, text) => {
  expect(named(text)).toBe(true);
});

const NEAR_NOBODY = `
شارع كمال بوزيد
مدرسة كمال بوزيد
أمام مدرسة كمال بوزيد
حي أولاد بوزيد
حي ولد بوزيد
مستشفى محمد بوضياف
rue kamel bouzid
école Kamel Bouzid
cité des frères Bouzid
lycée famille Bouzid
تابعة لشركة سونلغاز
تابعة لمؤسسة نقل
تاع شركة نقل
تاع البلدية
ملك للبلدية
تعود إلى سنة 2010
تعود إلى مالكها
تعود ملكيتها إلى البلدية
تعود ملكيتها إلى شركة نقل
ترجع إلى الوراء
مسجلة على اسم شركة
مواليد 1985 تقريبا
رجل، مواليد 1985 تقريبا
السائق مواليد 1985 تقريبا
homme né vers 1985
RENAULT CLIO conduit vers le sud
HOMME ARME AU VOLANT
HOMME ARME au volant
TELEPHONE AU VOLANT
ALCOOL DROGUE AU VOLANT
conducteur ivre au volant
femme enceinte au volant
jeune homme au volant
fumée noire à bord
trois hommes à bord
silver sedan at the market
man drunk driving
voiture de location grise
voiture de police nationale
voiture de sport rouge
voiture de couleur gris clair
voiture de type berline
voiture de service sonelgaz
voiture de tourisme noire
camion de transport marchandises
camion de marchandises diverses
camion de livraison surgelés
camion de légumes frais
camion de boissons fraîches
camion de hassi messaoud
camion de sidi khouiled
bus de ramassage scolaire
bus de touristes étrangers
moto de grosse cylindrée
car of unknown make
tonobil ta3 location
tonobil ta3 l police
tonobil ta3 police ouargla
Renault Clio (2015)
Toyota Hilux (2010)
رونو كليو (2015)
الراكب: مجهول
الراكب هرب
الراكب مسلح بسكين
الراكب الخلفي مصاب
راكب دراجة نارية
مرافقه هرب
passager : inconnu
passager blessé grave
passager armé couteau
passenger unknown
passenger door dented
سيارة عائلية
عائلة من خمسة أفراد
عائلة الضحية تنتظر
عائلة كبيرة في خطر
تابعة لعائلة الضحية
famille en danger
famille nombreuse à bord
famille de quatre personnes
famille sinistrée relogée
voiture de la famille du plaignant
family car stolen
the whole family
ولد صغير
ولد هارب
بنت مصابة
bent front bumper
père de famille armé
frère de la victime
ami de la victime
the driver's brother
Driver's brother fled
`;

test.each(NEAR_NOBODY.trim().split("\n"))("«%s» names nobody, though near to a name", (text) => {
  expect(named(text)).toBe(false);
});

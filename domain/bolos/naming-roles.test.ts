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

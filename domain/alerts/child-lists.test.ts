import { expect, test } from "vitest";
import { tellsOfMissingChild } from "./index.ts";

/** In the year 2026. */
const AT = Date.UTC(2026, 11, 1);

const OF_A_CHILD = `
طفلة تبلغ من العمر سبع سنوات خرجت ولم تعد
الطفلة سارة لم تعد إلى بيتها
طفل عمره ٧ سنوات مفقود
فقدان الطفل أيوب البالغ من العمر 9 سنوات
أيوب (9 سنوات) لم يعد من المدرسة
نبحث عن أيوب، تسع سنوات
أيوب ٩ سنين مشافوهش من البارح
ولدي خرج من الصباح ومازال ما جاش
راه ضايع ولد صغير في السوق
طفلة صغيرة تايهة
الولد خرج يلعب وما رجعش
بنتي ضاعت
وليد ضاع في المارشي
شكون شاف هاد الطفل
اللي شاف الطفلة يتصل بالشرطة
من شاهد هذه الطفلة يتصل ب17
يرجى ممن رأى الطفل الاتصال بالشرطة
طفل مجهول الهوية عثر عليه
تم العثور على طفلة تائهة
حفيدي مفقود
ابنتي مفقودة
ابني مفقود عمره احدى عشرة سنة
فتاة قاصر هاربة
إيلاف 12 عاما لم تعد إلى المنزل
سيدة وابنها ذو الثلاث سنوات مفقودان
محمد أمين، اثنا عشر عاما، مفقود
محمد أمين، اثنتا عشرة سنة
طفل في العاشرة، اختفى
طفل في عامه الثالث مفقود
رضيعة عمرها شهران اختطفت
طفلة ذات 3 سنوات
تلميذة في الابتدائي لم تلتحق ببيتها
الصبية لم تلتحق ببيتها منذ الأمس
Enfant de 8 ans disparu
Karim, huit ans, a disparu
Le petit Karim n'est pas rentré
La petite Lina est introuvable
Lina, 9ans, introuvable
Notre fils Yacine n'est pas rentré de l'école
Ma fille a disparu
Un garçonnet de cinq ans s'est perdu au marché
Bambin perdu à la gare
Un petit de 4 ans attend ses parents au commissariat
Fillette retrouvée seule, cherche ses parents
Enlèvement d'un enfant
Enlevée: Lina Bouzid née en 2018
Lina Bouzid, née le 02/03/2018
Lina Bouzid (02/03/2018), robe rouge
Yacine B., 6 ans et demi
Yacine B. (six ans)
Un enfant autiste s'est enfui
Adolescente de quatorze ans, fugue
Fugueuse de 16 ans
Jeune fille de 13 ans disparue
Collégienne disparue
A-t-on vu Lina? Elle a sept ans
Six-year-old boy missing
Missing: Lina Bouzid, age 7
Missing: Lina Bouzid, 7 y/o
Lina, 7yo, red dress
Lina (7) last seen near stadium
A seven year old was last seen near the stadium
Lost little girl at the market
Little one lost
Our son did not come home
Boy, 10, vanished
Girl has not returned home from school
Kid ran away from home
A child was found alone at the station
Baby taken from hospital
Teenage girl, 15, not seen since Monday
DOB 03/02/2019 last seen in a red dress
Lina born in 2017, red dress
تنبيه: Lina 8 ans مفقودة
ALERT: الطفلة Lina missing
طفل missing
مفقود: Yacine, 6 سنوات
طـفـل مـفـقـود
طفـــل مفقـــود
طِفْلٌ مَفْقُودٌ
Lina, sept ans, vue pour la dernière fois au marché
LINA BOUZID SIX ANS
DISPARUE LINA BOUZID 8 ANS
AVIS DE RECHERCHE LINA BOUZID 8 ANS
Avis de recherche: Lina Bouzid, 8 ans
AVIS DE RECHERCHE: LINA, 8 ANS
زينب (عشر سنوات) كانت ترتدي فستانا أحمر
زينب، 10 سنوات، فستان أحمر
زينب ١٠ سنوات فستان أحمر
الصغيرة زينب لم تعد
البراءة زينب مفقودة
طفل وطفلة مفقودان
شقيقان 6 و8 سنوات مفقودان
Deux frères de 6 et 8 ans disparus
Two brothers, 6 and 8, missing
Frère et sœur disparus, 5 ans et 7 ans
Siblings missing, aged 5 and 7
نبحث عن ريان، خرج من المدرسة ولم يعد، يرتدي قميصا أزرق
مريم خرجت من بيتها صباحا ولم تعد، ترتدي مئزرا ورديا
تلميذ خرج من المدرسة ولم يصل إلى البيت
طفل يبلغ 7 سنوات لم يرجع
الأم تبحث عن ابنها
أب يبحث عن ابنته سارة
عائلة تبحث عن طفلها
أسرة بوزيد تبحث عن ابنها ريان ذي التسع سنوات
ريان بوزيد، تلميذ بالسنة الثالثة ابتدائي، مفقود
مفقود: ريان بوزيد، السنة الثالثة ابتدائي
اختفاء ريان بوزيد، تلميذ
ريان بوزيد، 9 سنوات، قميص أزرق
Rayan Bouzid, 9 ans, tee-shirt bleu
Rayan Bouzid (9 ans) tee-shirt bleu
rayan bouzid 9 ans tee-shirt bleu
RAYAN BOUZID - 9 ANS - TEE-SHIRT BLEU
Rayan, neuf ans, tee-shirt bleu
Rayan 9 ans
Rayan B. - 9 ans
Rayan - 9 years old - blue shirt
Rayan Bouzid, nine, blue shirt
Rayan Bouzid, aged nine
rayan, 9 years, blue shirt
Rayan (9 yrs)
Rayan (9y)
Rayan 9 y.o.
Rayan, 18 mois
Bébé de 8 mois enlevé
رضيع عمره 8 أشهر اختطف من المستشفى
خطف رضيع
Un élève de CM2 n'est pas rentré chez lui
Mère cherche son fils
Une mère recherche son fils de dix ans
Enfant perdu
Enfants perdus
un mineur de quinze ans en fugue
Une fillette de sept ans n'est pas rentrée
Avis de disparition: Lina, 12 ans
Disparition inquiétante d'une adolescente
Disparition inquiétante: Lina, née en 2012
Missing schoolboy
Missing twins
Have you seen Rayan? He is nine years old
Please help us find Rayan, 9
Help find our daughter
Search for a missing 12-year-old
12 year old missing
twelve-year-old girl missing
Missing: 12yo girl
rayan bouzid 9 ans
لم تلتحق ببيتها
Lina Bouzid (02/03/2018)
اثنتا عشرة سنة، طفلة
آدم، 7 سنوات، قميص أخضر
هاجر بوعزة، 11 سنة
سلمى (ثماني سنوات) خرجت من المدرسة ولم تعد
من رأى هذا الطفل يتصل بالشرطة
هل شاهدتم هذه البنت؟
ابني مفقود منذ الصباح
حفيدتي تائهة في السوق
أخوان مفقودان، 5 و7 سنوات
طفلة وأخوها مفقودان
لم تلتحق ببيتها منذ مساء أمس
لم يرجع إلى المنزل، يرتدي سروالا أزرق
خطف رضيع من المستشفى
تلميذة مختطفة قرب المتوسطة
قاصر هارب من المركز
طفل عثر عليه وحيدا يبحث عن والديه
Sami, 8 ans, veste verte
sami merabet 8 ans
SAMI MERABET HUIT ANS
Trois frères disparus
Sœurs disparues, 9 et 11 ans
Ma petite fille a disparu
La petite Nour a disparu
Un mineur disparu
Mineure enlevée devant le lycée
Avez-vous vu cet enfant ?
Notre fils n'est pas revenu
Enfant retrouvé seul au marché
Nour Merabet (14/05/2017), manteau rouge
Sami Merabet, eight, green jacket
Baby taken from the clinic
Boy snatched near the stadium
Have you seen our son?
Missing minor
Siblings missing since noon
Toddler not seen since Sunday
Sami (8y), green jacket
kid gone
Kid is gone
Boy gone from school
My son has gone
Baby's gone
لينا (٦)
لينا بوزيد (6)
تنبيه: لينا (6)، فستان أحمر
Lina (6)
Lina Bouzid (6 )
Lina (six)
صغيرة في السادسة تاهت
صغير في الخامسة من عمره ضاع
صغيرة تاهت قرب السوق
تاهت صغيرة في السادسة
نبحث عن صغيرة في السابعة
`;

test.each(OF_A_CHILD.trim().split("\n"))("«%s» is of a missing child", (said) => {
  expect(tellsOfMissingChild(said, AT)).toBe(true);
});

const OF_NONE = `
شارع 20 أوت مغلق لمدة سنتين
ولد النبي عطلة يوم الأحد
مستشفى الطفل مغلق، البحث عن مستشفى آخر
حديقة الطفل مغلقة بسبب فقدان كهرباء
فقدان التيار في حي بنت النبي
بنت المرصد، انقطاع الماء
انقطاع الماء في حي أولاد ضايعة
شارع الولد مغلق
غلق مدرسة البنات والبحث عن حل
اختفاء إشارة المرور قرب مدرسة البنت
سجين هارب خطير، 35 سنة
هروب سجين من السجن، ابتعدوا
رجل مسلح، 40 سنة
شيخ عمره 80 سنة مفقود
امرأة في الخمسين مفقودة
رجل مسن مفقود منذ يومين
إطلاق نار قرب الثانوية، أبقوا الأولاد داخل البيت
سباق الدراجات لمن هم فوق 18 سنة
عمر المشروع سنتان
جسر عمره 10 سنوات ينهار
بناية عمرها 15 سنة مهددة بالسقوط
صالح لمدة ثلاث سنوات
الحكم بالسجن 3 سنوات على سارق
أمطار لم تشهدها المدينة منذ 10 سنوات
أعنف عاصفة منذ 15 سنة
طريق جديد بعد سنة
يبحث السكان عن الماء، أطفال عطشى
نبحث عن شاهد رأى حادث دهس طفل
حادث دهس طفل، الطريق مقطوع، ابحثوا عن طريق آخر
البحث عن سائق دهس طفلا وهرب
سائق دهس ولدا ولاذ بالفرار، من رأى السيارة؟
كلب شرس عض طفلا، البحث جار عن الكلب
طفل غرق في الوادي، احذروا
سقوط طفل في بئر، ابتعدوا عن المكان
تسمم تلميذ بالغاز، أغلقوا المدفأة
وفاة رضيع بسبب الحر، خطر الجفاف
تلميذ مصاب بالكوليرا، فقدت السيطرة
Route fermée, recherche d'un autre chemin: école de fille
Recherche de témoins: accident d'un enfant rue de la gare
Recherche du chauffeur qui a renversé un enfant
Un enfant noyé dans l'oued, baignade interdite
Chien dangereux a mordu un enfant, il est recherché
Attention: eau polluée, bébé à risque, perte de pression
Enlèvement des ordures: enfant, ne joue pas dans la rue
Enlèvement des déchets devant l'école primaire, élève attention
Stationnement interdit, enlèvement par fourrière devant le lycée, passage enfant
Disparition du panneau de passage enfant
Perdu: clé, près de la petite place
La petite route d'Aïn Beida est fermée, on recherche une déviation
Petite perturbation: recherche de fuite de gaz
Fuite de gaz: recherche en cours rue de la petite école
Disparition d'un homme de 45 ans
Le bâtiment a 10 ans et menace de s'effondrer
Il a plu 2 mois: oued en crue
Prison de 5 ans pour le voleur
Homme dangereux de 35 ans en fuite
Vol de cuivre: perdue, la ligne; mineur travaux
Accident mineur, une voie perdue
Dégâts mineurs; recherche de victimes
Incident mineur: recherche d'une fuite
Minor damage, power lost
Minor accident, one lane lost
A minor leak: search; signal lost
Power lost at the children's hospital
The market is 10 years old today
Storm: worst in 15 years
Missing manhole cover near the girls school
Missing traffic sign near Girl school
Armed man, 35, on the run
Escaped prisoner, 30 years old
Driver who hit a child is sought; missing plate
Water lost in Baby street
School bus with minor fault
Hit and run: child hurt, driver disappeared
Le stade fête ses 15 ans
Festival: 10 ans déjà
Ligne 3: retour dans 2 mois
Canicule la plus forte depuis 10 ans
École Ibn Badis: la classe de 6 ans reprend dimanche
Recherche en cours: fuite de gaz près du lycée, un élève hospitalisé
Fillette blessée par un chien, recherche du propriétaire
Bébé: eau non potable, ne pas utiliser; pression perdue
قطع الماء عن حي ولد عمر
ولد خليفة: طريق مغلق، البحث عن بديل
غاز سام يتسرب، أخرجوا كل طفل من الحي وابحثوا عن مكان آمن
خطر: كلب مسعور عض طفلا قرب المدرسة، البحث عنه جار
حريق في مدرسة، فقدت السيطرة عليه، ابعدوا كل تلميذ
سيارة دهست طفلة وفرت، نبحث عن شهود
سقوط طفل في بئر قرب السوق، البحث جار، ابتعدوا
فيضان جرف ولدا، البحث جار، ابتعدوا عن الوادي
خطر: مادة سامة ضاعت من شاحنة، أبعدوا كل طفل
Fuite de gaz, recherche en cours, évacuez bébés et enfants; enfant en danger
Chien enragé a mordu un enfant: recherche en cours, restez chez vous
Accident: une fillette renversée, le conducteur est recherché
Produit toxique perdu sur la route: ne laissez aucun enfant s'approcher
Médicament dangereux perdu: gardez tout enfant loin
Crue: une voiture a disparu, gardez chaque enfant à la maison
Un enfant s'est noyé dans l'oued, un deuxième corps est recherché
Toxic product lost on the road: keep your child away
Rabid dog bit a child, police search for it, dog missing
Power lost: keep every child and baby warm
Minor flooding, road lost
Minor road lost to flood
A bridge that is 15 years old may fall
Le pont a 15 ans et menace de tomber
جسر عمره 15 سنة مهدد بالسقوط
بناية عمرها 17 سنة آيلة للسقوط
عثر على قنبلة عمرها سنة
السرعة 30 للحافلات ذات 15 سنة
Réservoir de 15 ans fissuré: Cité Ennasr
Barrage de 12 ans, fissure: Oued Mya
Bus de 10 ans interdits
Accident mineur: la petite route est perdue
Mineur: une conduite perdue
Petite fuite, recherche de fuite
Enlèvement des ordures, chaque élève attention
تسرب غاز قرب مدرسة، أبعدوا كل طفل
انهيار جدار على تلميذ، البحث عن ناجين جار
كلب مسعور يهاجم الأولاد، البحث جار عنه
فقدت السيطرة على حريق الغابة، أخلوا المنازل
البحث عن سائق صدم طفلة وفر
سد عمره 12 سنة مهدد بالانهيار
عمارة عمرها 16 سنة آيلة للسقوط
لم يعد الماء إلى البيوت
لم يرجع التيار إلى حي النصر
ضاعت مفاتيح قرب مدرسة البنات
فيضان: اختفاء الطريق الوطني، الزموا بيوتكم
اختفاء لافتة مستشفى الطفل
حريق في روضة، الحماية المدنية تبحث عن ناجين
تسمم رضيع بالحليب، اسحبوا العلبة رقم 12
رجل خرج من المستشفى ولم يعد، 60 سنة
Accident: enfant blessé, conducteur recherché
Élève brûlé par un pétard, recherche du vendeur
Incendie: perte de contrôle, éloignez chaque enfant
Fuite mineure, recherche en cours
Barrage de 14 ans: risque de rupture
Le petit pont est fermé, on cherche une déviation
Produit dangereux perdu près de l'école, gardez vos enfants
Enlèvement des épaves devant l'école des filles
Disparition de panneaux, route de l'école
Chien perdu dangereux, un enfant mordu
Un bus a renversé un élève, le chauffeur est recherché
Crue: un pont a disparu, gardez votre enfant loin de l'oued
Le fils conducteur électrique est tombé
Signal lost, minor delay
Wild dog bit a boy, dog catcher on the way
Power lost near Girl school
Keep your baby warm: gas lost in the district
A 12-year-old dam may break
Child hurt by a car, car sought
Minor fire, one hydrant missing
Search for the driver who hit a girl
The residents have not returned home
Road lost to sand, drive slowly near schools
Power gone, keep your child inside
Bus with a child gone through the barrier
Child gone to hospital, road closed
The flood is gone, children may play
Ligne (6)
Sortie (4), travaux
Zone (3)
Alerte (3)
Info (2)
Blessés (2)
Victimes (3)
Rue Larbi Ben M'hidi (6)
Ouargla (3)
Phase (2)
Bulletin (5)
خط (6)
الخط (6)
المنطقة (3)
مخرج (٣)
شارع العربي بن مهيدي (6)
حي النصر (2)
ورقلة (3)
بلاغ (12)
جرحى (4)
حافلة صغيرة ضاعت
قطة صغيرة تائهة
حقيبة صغيرة مفقودة
صغيرة الحجم مفقودة
مدرسة صغيرة في السادسة صباحا
`;

test.each(OF_NONE.trim().split("\n"))("«%s» is of none", (said) => {
  expect(tellsOfMissingChild(said, AT)).toBe(false);
});

import { fold } from "./fold.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Words that stand after «driver», «السائق» or «owner» and name nobody: of speech, of looks and acts, offices, firms and makes of cars. */
export const NO_NAMES = listed(
  `في من على الى عن مع ثم لم لن لا ما ليس هو هي هما هم كان كانت كانوا قد لقد هذا هذه ذلك تلك التي الذي الذين بعد قبل عند عندما حين حيث غير بدون دون بلا نحو اتجاه باتجاه امام وراء خلف قرب بجانب
  بين حتى منذ لدى ربما اما او ان انه انها لان لانه اذا كل بعض احد احدهم عدد جدا ايضا فقط حاليا الان امس اليوم ليلا نهارا صباحا مساء كما مثل ضد اثر اثناء خلال حول داخل خارج فوق تحت هناك هنا
  بسرعه بشكل بقوه بسياره بسلاح بسكين بحاله بمفرده بتهور برفقه برخصه بطريقه بحي بشارع بلباس بقميص مسرعه متوقفه
  شخص شخصان شخصا اشخاص الشخص رجل رجلان رجال الرجل امراه امراتان المراه شاب شابان شباب الشاب الشابه شابه فتاه الفتاه طفل طفله مراهق مراهقه قاصر شيخ مسن مسنه كهل عجوز مجهول مجهوله مجهولون مجهولان المجهول المجهوله معروف معروفه
  واحد واحده اثنان اثنين ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره عده ركاب الركاب راكب
  طويل طويله قصير قصيره القامه قامه متوسط متوسطه بدين بدينه نحيف نحيفه ضخم قوي البنيه البشره اسمر سمراء اربعيني ثلاثيني عشريني خمسيني ستيني ابيض بيضاء اسود سوداء احمر حمراء ازرق زرقاء اخضر خضراء رمادي رماديه اصفر صفراء اشقر شقراء بني بنيه فضي فضيه برتقالي
  ملتح ملتحي ملثم ملثمه مقنع اصلع يرتدي ترتدي لابس لابسا مرتد مرتديا هارب هاربه الهارب الهاربه فار مسلح مسلحه المسلح سكران مخمور مريض جريح مصاب مصابه ميت متوفى متوفيه متهور متهوره مسرع خطير خطيره عنيف وحيد وحده لوحده
  الاصلي الاصليه الاول الثاني الثالث الرئيسي السابق السابقه الحالي الجديد القديم المسجل المذكور المعني المعنيه الوحيد البديل المخالف المتهور المتسبب الشرعي القانوني القانونيه الحقيقي الحقيقيه المفترض المفترضه المصاب المصابه الجريح المسن المتوفى الاجنبي الاخر الاخرى نفسه نفسها ذاته
  جزائري جزائريه اجنبي اجنبيه تونسي مغربي افريقي عربي عربيه
  فر فرت هرب هربت لاذ غادر غادرت ترك تركها تركت صدم صدمت دهس دهست اصطدم رفض رفضت توقف توقفت وقف نزل نزلت صعد دخل دخلت خرج خرجت اختفى اطلق ضرب ضربت شوهد شوهدت وجد وجدت عثر قام قامت اخذ اخذت سرق سرقت سرقها اعتدى تسبب
  تسببت توفي توفيت اصيب اصيبت نقل نقلت مات حاول حاولت قال قالت صرح بلغ ابلغ ابلغت قدم قدمت اتصل فقد فقدت فقدها باع باعها اشترى نسي كسر حمل رمى سقط مر سار سلك تجاوز تخلى اوقف هدد طعن قتل جرح رجع عاد ذهب راح هرع ركب وضع القى لجا واصل اكد نفى طلب
  قفز قفزت جرى ركض مشى سلم سلمت ابدى اظهر ادلى اشهر اقدم اوقف القى انزل اسقط اصر اراد اغلق فتح كتب سال رد شتم سب بصق شرب نام سكن سافر سافرت سجن حكم حوكم علم شك لاحظ راقب شاهد راى سمع دفع جر رفع
  خبا اخفى سد قطع طارد لاحق حاصر واجه قاوم انكر هاجم خالف فقدان زار قصد بقي ظل اصبح صار بدا شرع اوشك كاد ادعى اجاب افاد وجده رآه اخذه تركه سرقه باعه وضعه سلمه ضربه سرقوا هربوا فروا غادروا نزلوا تم تمت
  حليق حليقه مسافر مسافره غائب حاضر نائم واقف جالس متنكر خائف غاضب هادئ مرتبك متوتر اعرج اعور اشيب متزوج اعزب موظف عامل تاجر طالب طالبه معلم استاذ فلاح عسكري شرطي دركي متقاعد بطال سائح سائحه مهاجر مقيم ساكن قاطن
  سائق سائقه صاحب صاحبه صاحبها صاحبه تبريد نقل اجره اشاره ملابس خوذه قبعه نظارات لحيه بملابس بقبعه بنظارات بلحيه بخوذه بيده برقم بلوحه بنفسه بنفسها ومرافقه مرافقه مرافق اخوه اخوها ابوه ابوها ابنه ابنها زوجه زوجها والده والدها عائلته صديقه جاره
  مواليد فرا فرتا معا هربا نزلا مفقود مفقوده مطلوب مطلوبه موقوف موقوفه معتقل محبوس حر مشتبه مشتبها بريء يقظ تائه حي
  عمره عمرها سنه سنها هويته هويتها ملامحه اوصافه لباسه قميصه رخصته وجهه شعره لحيته اسمه اسمها صورته رقمه
  وكيل قاضي قاض القاضي والي الوالي رئيس رئيسه الرئيس مدير مديره المدير المديره وزير الوزير محافظ المحافظ النائب نائب المفتش مفتش ضابط الضابط عميد العميد محضر موثق الموثق طبيب الطبيب محامي المحامي الشاكي الشاكيه المشتكي المشتكيه
  شركه الشركه مؤسسه المؤسسه وكاله الوكاله بلديه البلديه ولايه الولايه مديريه المديريه الدوله وزاره الوزاره مصلحه مصالح جمعيه الجمعيه بنك البنك مستشفى المستشفى سوناطراك سونلغاز نفطال القانون العداله الشعب الغير صندوق محكمه
  محل المحل ورشه سوابق دكان متجر مقهى مطعم كشك مخبزه حساب بطاقه
  inconnu inconnue inconnus unknown unidentified identifie identifiee homme hommes femme femmes man men woman women male female masculin feminin un une a an the le la les l d non not no en none aucun aucune rien nobody
  societe entreprise company firm agence agency etat state police gendarmerie armee commune wilaya daira apc apw dsp ministere ministry direction hopital ecole association banque bank location
  sonatrach sonelgaz naftal cosider etusa sntf mobilis djezzy ooredoo naftec cnas casnos algerie poste telecom yassir
  age agee aged jeune young old vieux vieille grand grande petit petite taille barbu chauve moustachu mince gros grosse tall short slim fat bald bearded teint cheveux hair
  arrete arretee seul seule alone armed arme armee ivre drunk fled fleeing fuite parti partie pris prise pas et and ou or qui who dont whose de du des of from with avec sans without dans in into sur on vers towards to at by par pour for
  algerien algerienne etranger etrangere foreign foreigner tunisien marocain wearing portant vetu vetue habille casque masque cagoule
  est is was were etait serait has had have been sera will would may might could ont ete avait aurait sont recherche recherchee wanted missing absent absente present decede decedee mort morte dead blesse blessee injured hurt hospitalise hospitalisee refuse refused unhurt indemne
  deux two three trois quatre four plusieurs several some someone somebody quelqu quelque his her its son sa ses leur leurs their lui him elle he she it il ils they we nous vous on ce cet cette this that these those personne person persons people individu individus suspect suspects
  suspecte victime victim passager passenger passengers mineur minor conducteur driver owner proprietaire chauffeur titulaire night day nuit jour erreur temps moments endroits intermittence mistake accident hasard
  tres very peu mal bien late early last seen vu vue toujours still always never jamais also aussi then puis now maintenant apres after avant before pendant during
  poids lourd permis licence license papers papiers carte grise plaque plate matricule signalement description adresse address contact appeler call tel telephone nationalite nationality profession
  procureur wali juge maire commissaire prefet ministre president directeur directrice judge prosecutor mayor
  renault peugeot citroen dacia toyota hyundai kia volkswagen seat skoda fiat ford nissan suzuki mercedes bmw audi opel chevrolet isuzu mitsubishi mazda chery geely iveco hilux clio symbol logan sandero kangoo partner
  berlingo golf polo ibiza yamaha honda sym vms lifan
  lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday
  اطفا حذف غضب نحيل نحيله مقعد سحب لوح متحجب ملطخ ملطخه غارق غارقه عنده عندها سريع سريعه ثمل ثمله مبتور مبتوره كثير كثيره خرق داس زنجي بايع جزار مهندس صيدلي متعامل فقير غني مصنع معمل مقاول مقاوله ورثه ذاهب ذاهبه بصحبه نزع
  اشعل احرق امسك اخرج ازال ادخل ابعد اجبر اتلف افرغ اضرم اصاب احدث ارغم صوب وجه صرخ بكي ضحك اقر اعترف نظر سقط علق حرق خنق ضغط رمي ربط خطف غش زور بدل غير قلب صعق
  اعمي اصم ابكم معاق معاقه مجنون مجنونه خطر هايج هايجه مرعوب حافي عاري نازف محترق فاقد غافل مرهق بطيء شرس عدواني قبيح وسيم ملون داكن غامق كبير كبيره صغير صغيره قديم حديث ثقيل خفيف
  حداد نجار ميكانيكي خباز حلاق خضار سباك ممرض ممرضه مدرب مدرس امام مهرب مهربون لص لصوص سارق عصابه مجموعه جماعه افراد فرد مدني حارس عون مواطن مواطنه جار عمال اجانب افارقه مهاجرون قصر مراهقون شيوخ نساء فتيان فتيات
  بها فيها عليها معها منها له لها به يوم وسط مقابل نوع لون طراز موديل صنع وزن رقم رقمها مقاس حجم شكل وجهه وجهتها مصدر نحاس حديد وقود بنزين مازوت رمل حليب خبز
  اعزل عزل مهدد مهدده مهددين حامل محتجز محتجزه محتجزين رهينه رهاين مقيد مقيده مكبل مكبله محاصر محاصره منهار منهاره مغمي مجروح مجروحه مخنوق مضروب مضروبه مربوط مربوطه محروق محروقه مرضع مرضعه مخدر مخدره مكمم مكممه
  معصوب معصوبه مكتوف مذعور مذعوره مصدوم مشلول مكفوف منتحر مدمن محترف ملاحق مقنع مقنعه ملتح ملتحي مطارد مبتل عالق عالقه محشور محشوره فورا حالا شهود عيان وجود كون قيام ضلوع بيع شراء كلب كلبه حصان
  masked masque masques cagoules dangereux dangereuse dangerous agresse agressee agressif aggressive africain africaine african asian asiatique subsaharien corpulent corpulente maigre skinny sportif sportive panique sourd muet aveugle handicape
  quelquun policier policiere policemen ivrogne ivre adolescent adolescente adolescents teenager teenagers teen stranger strangers masculins mineurs mineure jeunes inconnues gang bande group groupe kids boys girls boy girl enfants enfant
  barbe moustaches lunettes casquette chemise pantalon veste robe jupe capuche foulard voile cicatrice tatouage cicatrices glasses beard cap hat shirt jacket hoodie trousers scar tattoo skin face eyes dark light
  red blue green white black grey gray yellow brown rouge bleu bleue vert verte blanc blanche noir noire gris grise jaune marron brun brune beige orange rose violet violette clair claire fonce foncee long longue court courte
  couleur marque type modele model sport luxe service fonction annee year colour color moto auto turbo diesel essence
  screaming shouting smelled smells threw turned jumped ignored shot fired asleep crying drunken agite agitee nerveux nerveuse pressed avoid attention danger beware warning
  bab dar tizi souk oum draa beni ouled hammam khemis ras kef mers bou hassi ain bir oued ksar bordj ouargla touggourt ghardaia alger algiers oran constantine annaba biskra laghouat adrar setif batna tamanrasset illizi djelfa rouissat temacine nord sud ouest centre north south east west
  samsung galaxy apple iphone huawei xiaomi redmi oppo dell lenovo acer sony nokia land rover range alfa romeo great wall motors vuitton gucci adidas nike
  disparu disparue enfui enfuie menace menacee vient va roule fuit tire frappe porte tient crie danseur livreur vtc clandestin clandestine
  kept lost stolen claims says said reports reported stopped left drove ran hit abandoned escaped entered vole volee volees perdu perdue declare a pris`,
);

/** Firms and offices; whatever follows is part of their name. */
export const FIRMS = listed(
  `sarl eurl spa snc epe ets etablissement etablissements groupe hertz avis europcar condor cevital air numidis garage loueur restaurant hotel cafe transport transports societe entreprise company firm agence agency
  banque bank hopital hospital association commune wilaya daira apc ministere ministry direction police gendarmerie college ecole universite club council city office bureau`,
);

/** Names of three letters, which are no verbs. */
export const SHORT_NAMES = listed(
  "عمر علي رضا انس فهد بدر نور سعد زيد حسن زين هند مها رشا ندي هدي لين ريم مني امل دعا سمر جاد ليث ريان عطا غنيه",
);

/** True for a Latin word in the form of a participle or an adjective: «agressé», «dangereux», «screaming». */
export const isAdjective = (raw: string): boolean => /(?:é|ée|és|ées|eux|euse|euses|ing)$/iu.test(raw);

/** True for an Arabic word in the form of a state: «متهور», «مستعجل». */
export const isStateWord = (word: string): boolean => word.length > 4 && /^(?:مت|مست|منح)/u.test(word);

const BEGINS_AS_VERB = /^(?:[يت]|است|اصط|اضط|انت|انح|انط|انس|انق|انز|انف|ات[^ه]|ا[^ل]ت|[وفبكل]ال|لل)/u;
const ENDS_AS_VERB = /(?:ها|ته|هم|وا)$/u;

/** True for an Arabic word in the form of a verb or a state: present, derived past, with an object, accusative, or with a preposition and the article. */
export const hasVerbForm = (word: string): boolean =>
  word.length > 3 && (BEGINS_AS_VERB.test(word) || (word.length > 4 && (ENDS_AS_VERB.test(word) || word.endsWith("ا"))));
/** Names that have such a form. */
export const LIKE_VERBS = listed(
  "ماسينيسا متولي مستغانمي متيجي توفيق تامر تيجاني تركي تركيه توهامي تهامي تواتي تومي تقي يوسف يوسفي ياسين يسين يحيى يزيد ياسر يعقوب يونس يسرى ياسمين يمينه يعرب يزن زكريا ايتن",
);

/** Words of warnings and of damage, beside those that name nobody, in texts in capitals alone. */
const LOUD_WORDS = listed(
  `urgence urgent absolue vitre vitres pneu pneus toit capot coffre porte portes phare phares feu feux pare brise choc chocs retroviseur aile accident grave delit prudence creve casse cassee cassees fausse faux volante
  fumees teintees teintes enfonce brulee brule peinture rayure rayures rayee sale neuf neuve cuir bien biens arme armes feu braquage vol qualifie rappel message info alerte avis diffusion a ne stop cette ce cambriolage meurtre
  truck window windows stolen broken robbery theft alert urgent warning damage damaged tinted fake plates bumper roof door doors wheel tyre tyres front rear side left right high priority armed vehicle
  douane contrebande cigarettes carburant ciment marchandise betail moutons camionnette remorque tracteur pelle engin semi benne citerne`,
);
/** Endings of nouns and adjectives that no name of the country has. */
const ENDS_AS_WORD =
  /(?:tion|sion|ment|ique|ible|able|teur|seur|euse|ance|ence|ette|ees?|ing|ness|ant|ants|aire|aires|ives?|elle|elles|aux|ed)$/u;

/** True for a Latin word that is no name in a text in capitals alone. */
export const isLoudWord = (word: string): boolean => LOUD_WORDS.has(word) || ENDS_AS_WORD.test(word);

/** Things that carry the name of a person: «شارع العربي بن مهيدي» is a street. */
export const PLACES = listed(
  `شارع الشارع نهج حي الحي ساحه الساحه مسجد المسجد جامع مدرسه متوسطه ثانويه ابتداييه جامعه مستشفى عياده مركز طريق ملعب محطه مقهى فندق بلديه دايره
  rue avenue av boulevard bd place cite quartier route ecole lycee cem college hopital clinique mosquee stade gare hotel cafe commune universite
  street square road school hospital mosque stadium station
  جسر الجسر نفق النفق سوق السوق حديقه الحديقه مطار المطار مسبح المسبح قاعه القاعه دوار الدوار وادي سد مفترق
  rues pont tunnel marche jardin parc aeroport barrage piscine oued carrefour point tremie salle theatre bridge market park airport pool hall junction roundabout`,
);

export const isPlaceWord = (word: string): boolean => PLACES.has(word);

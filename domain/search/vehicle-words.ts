import { fold } from "./fold.ts";

const listed = (text: string): ReadonlySet<string> => new Set(fold(text).split(" "));

/** Vehicles and things with their owner, as they stand after «صاحب», «سائق» and «owner of the», with colours and kinds. */
const VEHICLES = listed(
  `سياره السياره مركبه المركبه شاحنه الشاحنه حافله الحافله دراجه الدراجه ناريه الناريه اجره الاجره طاكسي الطاكسي تاكسي التاكسي جرار الجرار مقطوره شاحنته سيارته هاتف الهاتف حقيبه الحقيبه محفظه المحفظه المنزل البيت المحل
  البيضاء السوداء الحمراء الزرقاء الرماديه الخضراء الصفراء بيضاء سوداء حمراء زرقاء رماديه خضراء صفراء المسروقه مسروقه المذكوره
  طونوبيل طوموبيل tonobil tomobil loto karoussa
  vehicule voiture camion moto motocyclette scooter fourgon bus taxi velo telephone sac car vehicle truck van motorcycle bike cab phone bag lorry`,
);

/** Makes and models of the vehicles of the country, as people write them. */
const MAKES = listed(
  `رونو بيجو سيتروان ستروان داسيا تويوتا هيونداي هونداي كيا فولكسفاغن فولكس سيات سكودا فيات فورد نيسان سوزوكي مرسيدس اودي اوبل شيفرولي شفرولي ايسوزو ميتسوبيشي مازدا شيري جيلي ايفيكو هينو جاك ماروتي
  كليو سيمبول لوغان سانديرو كانغو ميغان برلنغو بارتنر بيكانتو اكسنت اتوس توسان هيلوكس ياريس كورولا لاندكروزر غولف قولف بولو ايبيزا ليون كادي بونتو دوبلو فييستا ترانزيت سبارك افيو سويفت ستافيت ياماها هوندا فاماس ليفان سوناكوم طويوطا
  renault peugeot citroen dacia toyota hyundai kia volkswagen vw seat skoda fiat ford nissan suzuki mercedes bmw audi opel chevrolet isuzu mitsubishi mazda chery geely iveco hino maruti jac baic sonacom tata
  clio symbol logan sandero kangoo megane berlingo partner picanto accent atos tucson hilux yaris corolla golf polo ibiza leon caddy punto doblo fiesta transit spark aveo swift stepway duster navara yamaha honda sym vms lifan`,
);
/** True for a make or model, in Arabic also with its article. */
export const isMake = (word: string): boolean => MAKES.has(word) || (word.startsWith("ال") && MAKES.has(word.slice(2)));
/** True for a vehicle, a thing with an owner, or the make of one. */
export const isVehicle = (word: string): boolean => VEHICLES.has(word) || isMake(word);

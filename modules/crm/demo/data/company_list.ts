import type { CityKey } from './places.ts'

/** An invented company of the demo data. */
export interface CompanyLine {
  name: string
  industry: string
  size: '1-10' | '11-50' | '51-200' | '201-500' | '501-1000' | '1000+'
  city: CityKey
  description: string
}

const north = `
  Alderbrook Logistics | Logistics | 201-500 | manchester | Refrigerated transport between the ports and the Midlands.
  Braithwaite & Daughters | Construction | 51-200 | leeds | Restores mills and warehouses; third generation.
  Calder Valley Dental | Healthcare | 11-50 | leeds | Four dental practices with one booking desk.
  Copperfield Brewing | Food and drink | 11-50 | manchester | Craft brewery with a tap room and a bottle shop.
  Dunmore Fisheries | Food and drink | 51-200 | edinburgh | Supplies restaurants with line-caught fish.
  Elbwerk Maschinenbau | Manufacturing | 501-1000 | hamburg | Cranes and hoists for shipyards.
  Fairweather Insurance | Insurance | 201-500 | edinburgh | Cover for farms and small fleets.
  Gable & Thorn Architects | Architecture | 11-50 | london | Schools, libraries and quiet houses.
  Hansekontor Spedition | Logistics | 51-200 | hamburg | Customs and sea freight for mid-sized exporters.
  Harrow Lane Bakery | Food and drink | 1-10 | leeds | Sourdough, delivered before seven.
  Inverleith Software | Software | 11-50 | edinburgh | Planning tools for hospital wards.
  Juniper Street Yoga | Fitness | 1-10 | manchester | Two studios and a training school.
  Kestrel Aerial Surveys | Surveying | 1-10 | edinburgh | Drone surveys of roofs, quarries and forests.
  Lakeshore Veterinary Group | Healthcare | 51-200 | chicago | Animal clinics around the lake.
  Merriweather Books | Retail | 11-50 | london | Six bookshops and a reading festival.
  Nordlicht Energie | Energy | 201-500 | hamburg | Runs community wind parks on the coast.
  Oakhurst Senior Living | Care | 201-500 | chicago | Nine residences with day care.
  Pennine Rail Services | Transport | 1000+ | manchester | Maintains rolling stock for regional operators.
  Quayside Legal | Legal services | 11-50 | manchester | Employment and property law.
  Ravensworth Textiles | Manufacturing | 51-200 | leeds | Weaves upholstery for trains and theatres.
  Sandvik Lane Studio | Design | 1-10 | london | Packaging and signage.
  Tidewater Marine Supply | Wholesale | 11-50 | boston | Ropes, paint and engines for small boats.
  Wolkenstein Datentechnik | Software | 51-200 | berlin | Archives for public offices.`

const south = `
  Alpenblick Hotels | Hospitality | 201-500 | munich | Five hotels with conference rooms.
  Bluebonnet Solar | Energy | 51-200 | austin | Roof systems for schools and warehouses.
  Cascade Outdoor Gear | Retail | 51-200 | seattle | Tents and packs, repaired for life.
  Desert Willow Landscaping | Landscaping | 11-50 | austin | Gardens that live on rain.
  Edelhof Brauerei | Food and drink | 51-200 | munich | Family brewery with its own hop fields.
  Foxglove Pharmacy | Healthcare | 11-50 | boston | Independent pharmacies with home delivery.
  Greenline Property Care | Property services | 11-50 | austin | Looks after 2,400 rented homes.
  Heidkamp Optik | Retail | 11-50 | frankfurt | Opticians in seven towns.
  Isarwerk Robotics | Manufacturing | 201-500 | munich | Grippers and cells for packaging lines.
  Lone Pine Credit Union | Finance | 501-1000 | austin | Member-owned bank with 31 branches.
  Mainufer Kliniken | Healthcare | 1000+ | frankfurt | Group of three hospitals.
  Northgate Coffee Roasters | Food and drink | 11-50 | seattle | Roasts for offices and cafés.
  Oberland Möbel | Retail | 51-200 | munich | Solid wood furniture, made to measure.
  Puget Sound Ferries | Transport | 501-1000 | seattle | Passenger lines to eleven islands.
  Rosenthal Events | Events | 1-10 | frankfurt | Trade fairs and staff celebrations.
  Saltmarsh Analytics | Software | 11-50 | boston | Forecasts demand for grocers.
  Three Rivers Dental | Healthcare | 11-50 | austin | Family dentistry, open on Saturdays.
  Taunus Steuerberatung | Accounting | 11-50 | frankfurt | Tax advice for craft businesses.
  Umbra Lighting | Manufacturing | 51-200 | boston | Stage and museum lighting.`

const everywhere = `
  Meridian Office Supplies | Wholesale | 201-500 | london | Supplies both of our locations.
  Zweigstelle Medien | Media | 51-200 | berlin | Prints and posts our mailings.`

const harbour = `
  Quillfeather Publishing | Media | 51-200 | boston | Poetry and atlases.
  Zephyr Balloon Tours | Tourism | 1-10 | seattle | Sunrise flights over the sound.
  Obsidian Glassworks | Manufacturing | 11-50 | seattle | Laboratory and art glass.
  Xanthic Dyes | Chemicals | 51-200 | chicago | Plant dyes for wool and silk.`

/** The companies of each demo tenant by the location that looks after them; '' for none. */
export const companyList: Readonly<Record<string, Readonly<Record<string, CompanyLine[]>>>> = {
  Demo: { 'North': linesOf(north), 'South': linesOf(south), '': linesOf(everywhere) },
  Other: { Harbour: linesOf(harbour) },
}

function linesOf(table: string): CompanyLine[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name, industry, size, city, description] = line.split('|').map((cell) => cell.trim())
      return { name, industry, size, city, description } as CompanyLine
    })
}

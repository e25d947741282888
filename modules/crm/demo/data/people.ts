/** Given and family names that go together. */
export interface Names {
  given: readonly string[]
  family: readonly string[]
}

const list = (names: string) => names.split(' ')

/** Names of people from many places, as they are found in any large city. */
export const cultures: readonly Names[] = [
  {
    given: list('Oliver Charlotte George Imogen Harriet Callum Fiona Rhys Eleanor Duncan'),
    family: list(
      'Whitaker Ashdown Pemberton Lockwood MacKinnon Fairbairn Thackeray Llewellyn Hargreaves Winslow'
    ),
  },
  {
    given: list('Marcus Danielle Tyrone Caroline Wyatt Brooke Jerome Madison Clayton Naomi'),
    family: list(
      'Caldwell Brewster Holloway Whitfield Bridges Sutter Langston Delacroix Mercer Rutledge'
    ),
  },
  {
    given: list('Lukas Annika Jürgen Käthe Matthias Greta Florian Hannelore Sebastian Mareike'),
    family: list(
      'Brandt Vogelsang Schröder Obermeier Lindner Hofstätter Köhler Reinhardt Dietrich Voss'
    ),
  },
  {
    given: list('Mateo Valentina Joaquín Lucía Emilio Ximena Rodrigo Catalina Andrés Paloma'),
    family: list(
      'Herrera Villanueva Quiroga Montoya Salcedo Ibáñez Arriaga Fuentes Zamora Castellanos'
    ),
  },
  {
    given: list('Aisha Yusuf Layla Karim Samira Tariq Noor Hassan Zahra Idris'),
    family: list('Haddad Mansour Rahimi Farouk Karimi Shaheen Aziz Barakat Hosseini Nasser'),
  },
  {
    given: list('Priya Arjun Ananya Rohan Kavita Vikram Meera Sanjay Lakshmi Nikhil'),
    family: list('Iyer Chatterjee Deshpande Kulkarni Banerjee Menon Rao Bhatt Sengupta Nair'),
  },
  {
    given: list('Wei Mei Jian Xiu Hao Lin Jun Yan Bo Qing'),
    family: list('Zhang Huang Zhou Xu Sun Ma Zhu Guo Lin Tang'),
  },
  {
    given: list('Haruto Yui Kenji Sakura Takumi Aiko Daichi Emi Ren Michiko'),
    family: list('Watanabe Kobayashi Matsumoto Inoue Shimizu Hayashi Yamaguchi Mori Ikeda Okada'),
  },
  {
    given: list('Chidi Ngozi Kwame Abena Tunde Folake Sipho Thandiwe Amadou Aminata'),
    family: list('Adeyemi Mensah Eze Boateng Nkosi Dlamini Diallo Traoré Balogun Asante'),
  },
  {
    given: list('Katarzyna Tomasz Paweł Ivana Bogdan Ilinca Andrej Milena Oksana Dmytro'),
    family: list(
      'Kowalczyk Nowak Mazur Wójcik Popescu Ionescu Jovanović Marković Shevchenko Bondarenko'
    ),
  },
  {
    given: list('Camille Étienne Margaux Thibault Giulia Lorenzo Chiara Alessio Inês Duarte'),
    family: list(
      'Lefèvre Marchand Beaumont Rousseau Ferraro Lombardi Conti Bianchi Carvalho Figueiredo'
    ),
  },
  {
    given: list('Ingrid Lars Astrid Bjørn Freja Søren Aino Mikko Sigrid Elias'),
    family: list(
      'Halvorsen Nyström Bergqvist Søndergaard Virtanen Korhonen Dahl Ekström Mikkelsen Lindholm'
    ),
  },
  {
    given: list('Minh Linh Thanh Hoa Quang Trang Duc Mai'),
    family: list('Nguyen Tran Pham Hoang Vo Dang Bui Doan'),
  },
  {
    given: list('Ji-woo Min-jun Seo-yeon Hyun Eun-ji Tae Soo-min Jae'),
    family: list('Kim Park Choi Jung Kang Cho Yoon Lim'),
  },
  {
    given: list('Elif Emre Deniz Selin Cem Burak Defne Kerem Zeynep Onur'),
    family: list('Yıldız Demir Aydın Kaya Şahin Çelik Arslan Doğan Koç Polat'),
  },
]

/** Where people work and what they do there. */
export const jobs: Readonly<Record<string, readonly string[]>> = {
  Management: ['Managing Director', 'Chief Executive', 'Head of Strategy', 'Executive Assistant'],
  Sales: ['Head of Sales', 'Account Manager', 'Sales Representative', 'Export Manager'],
  Marketing: ['Marketing Manager', 'Brand Manager', 'Content Editor', 'Events Coordinator'],
  Operations: ['Operations Manager', 'Site Manager', 'Shift Lead', 'Quality Manager'],
  Purchasing: ['Head of Purchasing', 'Buyer', 'Category Manager'],
  Finance: ['Finance Director', 'Controller', 'Accounts Payable Clerk'],
  IT: ['IT Manager', 'Systems Administrator', 'Data Analyst'],
  People: ['Head of People', 'Recruiter', 'Training Manager'],
}

export const sources = {
  'Website form': 30,
  'Referral': 20,
  'Trade fair': 14,
  'Phone call': 12,
  'Newsletter': 10,
  'Partner': 8,
  'Walk-in': 6,
}

export const statuses = { lead: 34, prospect: 24, customer: 30, churned: 7, other: 5 }

export const notes = [
  'Prefers a call in the morning, before the shift starts.',
  'Met at the spring trade fair; asked for the price list and two references.',
  'Renewal is due in the first quarter. Wants to compare the yearly plan.',
  'Decides together with the finance department.',
  'Asked us to write in plain text: the mail client blocks pictures.',
  'Interested in the training days for new staff.\nSend the dates as soon as they are fixed.',
  'Moved to another site in summer; the old number still works until December.',
]

export const contactTags = [
  'Newsletter',
  'VIP',
  'Decision maker',
  'Trade fair 2026',
  'Renewal due',
  'Press',
  'Invoice by post',
]
export const companyTags = ['Key account', 'Partner', 'Supplier', 'Renewal due', 'Trade fair 2026']

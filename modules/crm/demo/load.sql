-- Companies and contacts for the tenants of app.load_tenants, set by set. A contact's place on the
-- line from 0 to 1 (multiples of the golden ratio, so evenly scattered) says its location. Contacts
-- lie in the order of their creation, those of all tenants mixed, as in a database that has grown.

select setseed(0.42);

create unlogged table app.load_contacts as
select t.tenant_id, i.number, l.location_id, coalesce(l.location_id, t.tenant_id) as place,
  row_number() over (partition by t.tenant_id, l.location_id order by i.number) as number_in_place,
  app.uuidv7() as id
from app.load_tenants t
cross join lateral generate_series(1, t.contacts) as i (number)
left join app.load_locations l on l.tenant_id = t.tenant_id
  and i.number * 0.6180339887498949 % 1 >= l.first and i.number * 0.6180339887498949 % 1 < l.last;

create unlogged table app.load_companies as
select tenant_id, location_id, place, (number_in_place - 1) / 5 as number, app.uuidv7() as id,
  (array['Amber', 'Birch', 'Cobalt', 'Delta', 'Ember', 'Falcon', 'Granite', 'Harbour', 'Indigo',
    'Juniper', 'Kestrel', 'Lantern', 'Meadow', 'Nimbus', 'Orchard', 'Prairie', 'Quartz', 'River',
    'Summit', 'Timber', 'Umber', 'Violet', 'Willow', 'Zenith'])[1 + floor(random() * 24)] || ' ' ||
  (array['Analytics', 'Bakery', 'Builders', 'Clinic', 'Consulting', 'Dental', 'Energy', 'Foods',
    'Furniture', 'Insurance', 'Logistics', 'Media', 'Motors', 'Optics', 'Partners', 'Robotics',
    'Software', 'Textiles', 'Travel', 'Works'])[1 + floor(random() * 20)] as title,
  row_number() over (partition by tenant_id) as serial
from app.load_contacts
group by tenant_id, location_id, place, (number_in_place - 1) / 5;

analyze app.load_contacts, app.load_companies;

insert into crm_companies (tenant_id, id, location_id, name, domain, website, email, phone, industry,
  size, city, country, owner_id, created_at)
select c.tenant_id, c.id, c.location_id, c.title || ' ' || c.serial, d.domain,
  'https://www.' || d.domain, 'office@' || d.domain, '+1555' || lpad((9000000 - c.serial)::text, 7, '0'),
  (array['Construction', 'Energy', 'Finance', 'Food and drink', 'Healthcare', 'Logistics',
    'Manufacturing', 'Media', 'Retail', 'Software'])[1 + floor(random() * 10)],
  (array['1-10', '11-50', '51-200', '201-500', '501-1000', '1000+'])[1 + floor(random() * 6)],
  (array['London', 'Leeds', 'Hamburg', 'Berlin', 'Munich', 'Chicago', 'Austin', 'Boston'])
    [1 + floor(random() * 8)],
  (array['United Kingdom', 'Germany', 'United States'])[1 + floor(random() * 3)],
  m.user_id, now() - random() * interval '900 days'
from app.load_companies c
cross join lateral (select lower(replace(c.title, ' ', '-')) || '-' || c.serial || '.example') d (domain)
left join app.load_members m on m.tenant_id = c.tenant_id
  and m.role = (array['admin', 'third', 'tenth', 'rare'])[1 + c.serial % 4]
order by random();

insert into crm_contacts (tenant_id, id, location_id, first_name, last_name, email, phone, mobile,
  job_title, department, status, source, city, country, company_id, owner_id, created_at, updated_at)
select n.tenant_id, n.id, n.location_id, n.first_name, n.last_name,
  lower(n.first_name || '.' || n.last_name) || n.number || '@' ||
    coalesce(lower(replace(n.title, ' ', '-')) || '-' || n.serial, 'mailbox') || '.example',
  '+1555' || lpad(n.number::text, 7, '0'),
  case when n.number % 3 = 0 then '+1555' || lpad((5000000 + n.number)::text, 7, '0') end,
  (array['Account Manager', 'Buyer', 'Controller', 'Data Analyst', 'Head of Sales', 'IT Manager',
    'Managing Director', 'Operations Manager', 'Recruiter', 'Site Manager'])[1 + floor(random() * 10)],
  (array['Sales', 'Purchasing', 'Finance', 'IT', 'Operations', 'Management', 'People'])
    [1 + floor(random() * 7)],
  (array['lead', 'lead', 'lead', 'prospect', 'prospect', 'customer', 'customer', 'customer', 'churned',
    'other'])[1 + floor(random() * 10)],
  (array['Website form', 'Referral', 'Trade fair', 'Phone call', 'Newsletter', 'Partner'])
    [1 + floor(random() * 6)],
  (array['London', 'Leeds', 'Hamburg', 'Berlin', 'Munich', 'Chicago', 'Austin', 'Boston'])
    [1 + floor(random() * 8)],
  (array['United Kingdom', 'Germany', 'United States'])[1 + floor(random() * 3)],
  n.company_id, m.user_id, n.created_at, n.created_at
from (
  select c.tenant_id, c.id, c.location_id, c.number, o.title, o.serial, o.id as company_id,
    (array['Aisha', 'Amara', 'Anna', 'Arjun', 'Astrid', 'Ben', 'Bjorn', 'Camille', 'Chidi', 'Clara',
      'Daichi', 'David', 'Elena', 'Emilio', 'Emma', 'Farid', 'Fatima', 'Finn', 'Freja', 'Giulia',
      'Greta', 'Hana', 'Hassan', 'Henrik', 'Ines', 'Ingrid', 'Ivan', 'Jasmine', 'Joaquin', 'Julia',
      'Kavita', 'Kenji', 'Kwame', 'Lars', 'Layla', 'Linh', 'Lucia', 'Lukas', 'Maria', 'Marcus',
      'Mateo', 'Mei', 'Minh', 'Nadia', 'Naomi', 'Ngozi', 'Nikhil', 'Noor', 'Oksana', 'Oliver',
      'Paloma', 'Pavel', 'Priya', 'Rafael', 'Rosa', 'Sakura', 'Samira', 'Selin', 'Sofia', 'Tariq',
      'Thandi', 'Tomas', 'Valentina', 'Wei', 'Yusuf', 'Zahra'])[1 + floor(random() * 66)] as first_name,
    (array['Adeyemi', 'Almeida', 'Arslan', 'Asante', 'Aziz', 'Banerjee', 'Becker', 'Bergqvist',
      'Bianchi', 'Bondarenko', 'Brandt', 'Brewster', 'Caldwell', 'Carvalho', 'Chen', 'Conti', 'Costa',
      'Dahl', 'Demir', 'Deshpande', 'Diallo', 'Dlamini', 'Dubois', 'Ekstrom', 'Eze', 'Farouk',
      'Ferraro', 'Fuentes', 'Garcia', 'Guo', 'Haddad', 'Halvorsen', 'Hayashi', 'Herrera', 'Hoang',
      'Huang', 'Inoue', 'Ionescu', 'Iyer', 'Johnson', 'Kaya', 'Khan', 'Kim', 'Kobayashi', 'Kowalczyk',
      'Kulkarni', 'Langston', 'Lefevre', 'Lindner', 'Lombardi', 'Mansour', 'Marchand', 'Markovic',
      'Martin', 'Matsumoto', 'Mazur', 'Mensah', 'Mercer', 'Montoya', 'Mori', 'Nair', 'Nguyen',
      'Nkosi', 'Nowak', 'Okafor', 'Park', 'Pham', 'Polat', 'Popescu', 'Rahman', 'Rao', 'Reyes',
      'Rossi', 'Rousseau', 'Sato', 'Schmidt', 'Shevchenko', 'Silva', 'Singh', 'Smith', 'Suzuki',
      'Tanaka', 'Tran', 'Virtanen', 'Wagner', 'Watanabe', 'Weber', 'Whitaker', 'Yilmaz', 'Zhang'])
      [1 + floor(random() * 90)] as last_name,
    now() - random() * interval '700 days' as created_at
  from app.load_contacts c
  left join app.load_companies o on o.tenant_id = c.tenant_id and o.place = c.place
    and o.number = (c.number_in_place - 1) / 5 and c.number % 12 <> 0
) n
left join app.load_members m on m.tenant_id = n.tenant_id
  and m.role = (array['admin', 'third', 'tenth', 'rare'])[1 + n.number % 4]
order by n.created_at;

insert into base_tags (tenant_id, name)
select t.tenant_id, tag from app.load_tenants t, unnest(array['Newsletter', 'VIP', 'Decision maker',
  'Trade fair', 'Renewal due', 'Press', 'Partner', 'Supplier', 'Key account', 'Invoice by post']) tag;

create unlogged table app.load_tags as
select b.tenant_id, b.id, row_number() over (partition by b.tenant_id order by b.name) - 1 as number
from base_tags b join app.load_tenants t using (tenant_id);

insert into crm_contact_tags (tenant_id, contact_id, tag_id)
select c.tenant_id, c.id, tag.id
from app.load_contacts c
cross join lateral (values (c.number % 10, 3), (c.number / 7 % 10, 5)) as choice (tag, every)
join app.load_tags tag on tag.tenant_id = c.tenant_id and tag.number = choice.tag
where c.number % choice.every = 0
on conflict do nothing;

insert into crm_company_tags (tenant_id, company_id, tag_id)
select c.tenant_id, c.id, tag.id
from app.load_companies c
join app.load_tags tag on tag.tenant_id = c.tenant_id and tag.number = c.serial % 10
where c.serial % 4 = 0;

drop table app.load_contacts, app.load_companies, app.load_tags;

# Partners: labels of what an organization is and of its fields. Imports and exports use them too (crates/partners), so
# each is one line without arguments.

## Sectors
sector-housing = Vivienda
sector-education = Educación
sector-residents = Residentes y comunidad
sector-health = Salud
sector-government = Gobierno
sector-funders = Fondos y fundaciones
sector-other = Otro

## Kinds of organizations: housing
kind-public-housing-authority = Autoridad de vivienda pública
kind-nonprofit-housing-owner = Organización sin fines de lucro dueña de viviendas asequibles
kind-private-housing-owner = Empresa privada dueña de viviendas asequibles
kind-property-manager = Administración de la propiedad
kind-housing-developer = Constructora de viviendas
kind-community-development-corporation = Corporación de desarrollo comunitario (CDC)
kind-community-land-trust = Fideicomiso comunitario de tierras
kind-housing-department = Departamento de vivienda de la ciudad, el condado o el estado
kind-housing-finance-agency = Agencia de financiamiento de vivienda
kind-continuum-of-care = Continuo de atención (CoC)
kind-shelter-provider = Refugio o servicios para personas sin hogar
kind-resident-services-provider = Servicios para residentes en sus edificios
kind-housing-counseling = Asesoría de vivienda
kind-fair-housing-organization = Organización de vivienda justa
kind-tenant-legal-aid = Ayuda legal para inquilinos
kind-other-housing = Otra organización de vivienda

## Kinds of organizations: education
kind-school-district = Distrito escolar
kind-charter-school = Escuela o red de escuelas chárter
kind-school = Una escuela
kind-regional-education-agency = Oficina regional o del condado de educación
kind-state-education-agency = Agencia estatal de educación
kind-early-childhood-provider = Programa para la primera infancia, como Head Start
kind-after-school-provider = Programa para después de clases o de verano
kind-tutoring-or-mentoring = Tutoría o mentoría
kind-college = Colegio universitario o universidad
kind-adult-education = Educación para personas adultas
kind-library = Biblioteca
kind-other-education = Otra organización de educación

## Kinds of organizations: residents and community
kind-tenants-association = Asociación de inquilinos
kind-resident-council = Consejo de residentes
kind-parents-association = Grupo de familias o de familias y docentes
kind-youth-group = Grupo de jóvenes
kind-neighborhood-association = Asociación del vecindario
kind-faith-organization = Organización religiosa
kind-community-based-organization = Organización comunitaria
kind-immigrant-organization = Organización de inmigrantes o refugiados
kind-advocacy-group = Grupo que defiende derechos
kind-food-bank = Banco o despensa de alimentos
kind-arts-or-culture = Grupo de arte o cultura
kind-other-residents = Otro grupo de la comunidad

## Kinds of organizations: health
kind-hospital = Hospital o sistema de salud
kind-community-health-center = Centro de salud comunitario o clínica
kind-behavioral-health = Servicios de salud mental o conductual
kind-public-health-department = Departamento de salud pública
kind-school-based-health = Centro de salud en una escuela
kind-home-visiting = Programa de visitas al hogar
kind-health-plan = Plan o seguro de salud
kind-other-health = Otra organización de salud

## Kinds of organizations: government
kind-city = Oficina de la ciudad o del pueblo
kind-county = Oficina del condado
kind-elected-council = Concejo de la ciudad, del pueblo o del condado
kind-state-agency = Agencia estatal
kind-federal-agency = Agencia federal
kind-tribal-government = Gobierno tribal
kind-child-welfare = Agencia de bienestar infantil
kind-social-services = Agencia de servicios sociales
kind-workforce-board = Junta de desarrollo laboral
kind-parks-and-recreation = Parques y recreación
kind-transit = Agencia de transporte público
kind-police = Policía o seguridad pública
kind-courts = Tribunales o justicia juvenil
kind-other-government = Otra oficina de gobierno

## Kinds of organizations: funders
kind-community-foundation = Fundación comunitaria
kind-private-foundation = Fundación privada o familiar
kind-giving-campaign = United Way o fondo parecido
kind-bank-or-cdfi = Banco o prestamista comunitario (CDFI)
kind-business = Empresa o empleador
kind-other-funder = Otra organización que da fondos

## Kinds of organizations: other
kind-backbone-organization = Organización coordinadora
kind-coalition = Coalición o grupo que ya se reúne
kind-job-training = Capacitación laboral o ayuda para buscar trabajo
kind-legal-services = Servicios legales
kind-labor-union = Sindicato
kind-news-media = Noticias o medios
kind-research-partner = Organización de investigación
kind-technical-assistance = Asistencia técnica
kind-other = Otro tipo de organización

## Levels of a contact
level-front-line = Trabaja con las familias
level-program = Dirige un programa
level-executive = Dirige la organización

## How much an organization can decide or pay for
power-low = Baja
power-medium = Media
power-high = Alta

## The five kinds of partners of stage 2
five-homes-and-schools = Organizaciones de vivienda y escuelas de la misma zona
five-community-leadership = Residentes y líderes de la comunidad
five-existing-partnerships = Alianzas que ya existen
five-service-providers = Servicios que usan las familias
five-other-partners = Gobierno, fondos e instituciones ancla

## Fields of an organization
partner-field-name = Organización
partner-field-letters = Letras
partner-field-sector = Sector
partner-field-kind = Tipo
partner-field-website = Sitio web
partner-field-mission = Misión
partner-field-brings = Qué aporta
partner-field-decision-power = Capacidad de decidir
partner-field-funding-power = Capacidad de pagar
partner-field-populations = A quiénes atiende
partner-field-places = Lugares que atiende
partner-field-existing-partnerships = Alianzas que ya existen
partner-field-main-name = Contacto principal
partner-field-main-job = Contacto principal: puesto
partner-field-main-email = Contacto principal: correo electrónico
partner-field-main-phone = Contacto principal: teléfono
partner-field-main-level = Contacto principal: nivel
partner-field-backup-name = Contacto suplente
partner-field-backup-job = Contacto suplente: puesto
partner-field-backup-email = Contacto suplente: correo electrónico
partner-field-backup-phone = Contacto suplente: teléfono
partner-field-backup-level = Contacto suplente: nivel

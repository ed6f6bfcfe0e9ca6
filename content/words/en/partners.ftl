# Partners: labels of what an organization is and of its fields. Imports and exports use them too (crates/partners), so
# each is one line without arguments.

## Sectors
sector-housing = Housing
sector-education = Education
sector-residents = Residents and community
sector-health = Health
sector-government = Government
sector-funders = Funders
sector-other = Other

## Kinds of organizations: housing
kind-public-housing-authority = Public housing authority
kind-nonprofit-housing-owner = Nonprofit owner of affordable homes
kind-private-housing-owner = Private owner of affordable homes
kind-property-manager = Property manager
kind-housing-developer = Housing developer
kind-community-development-corporation = Community development corporation (CDC)
kind-community-land-trust = Community land trust
kind-housing-department = Housing department of a city, county or state
kind-housing-finance-agency = Housing finance agency
kind-continuum-of-care = Continuum of Care (CoC)
kind-shelter-provider = Shelter or homeless services
kind-resident-services-provider = Services for residents in their buildings
kind-housing-counseling = Housing counseling
kind-fair-housing-organization = Fair housing organization
kind-tenant-legal-aid = Legal aid for tenants
kind-other-housing = Other housing organization

## Kinds of organizations: education
kind-school-district = School district
kind-charter-school = Charter school or network
kind-school = One school
kind-regional-education-agency = Regional or county education office
kind-state-education-agency = State education agency
kind-early-childhood-provider = Early childhood program, such as Head Start
kind-after-school-provider = After-school or summer program
kind-tutoring-or-mentoring = Tutoring or mentoring
kind-college = College or university
kind-adult-education = Adult education
kind-library = Library
kind-other-education = Other education organization

## Kinds of organizations: residents and community
kind-tenants-association = Tenants association
kind-resident-council = Resident council
kind-parents-association = Parent or parent-teacher group
kind-youth-group = Youth group
kind-neighborhood-association = Neighborhood association
kind-faith-organization = Faith organization
kind-community-based-organization = Community-based organization
kind-immigrant-organization = Immigrant or refugee organization
kind-advocacy-group = Advocacy group
kind-food-bank = Food bank or pantry
kind-arts-or-culture = Arts or culture group
kind-other-residents = Other community group

## Kinds of organizations: health
kind-hospital = Hospital or health system
kind-community-health-center = Community health center or clinic
kind-behavioral-health = Mental or behavioral health services
kind-public-health-department = Public health department
kind-school-based-health = Health center in a school
kind-home-visiting = Home visiting program
kind-health-plan = Health plan or insurer
kind-other-health = Other health organization

## Kinds of organizations: government
kind-city = City or town office
kind-county = County office
kind-elected-council = City, town or county council
kind-state-agency = State agency
kind-federal-agency = Federal agency
kind-tribal-government = Tribal government
kind-child-welfare = Child welfare agency
kind-social-services = Social services agency
kind-workforce-board = Workforce board
kind-parks-and-recreation = Parks and recreation
kind-transit = Transit agency
kind-police = Police or public safety
kind-courts = Courts or youth justice
kind-other-government = Other government office

## Kinds of organizations: funders
kind-community-foundation = Community foundation
kind-private-foundation = Private or family foundation
kind-giving-campaign = United Way or similar fund
kind-bank-or-cdfi = Bank or community lender (CDFI)
kind-business = Business or employer
kind-other-funder = Other funder

## Kinds of organizations: other
kind-backbone-organization = Backbone organization
kind-coalition = Coalition or group that already meets
kind-job-training = Job training or job search help
kind-legal-services = Legal services
kind-labor-union = Labor union
kind-news-media = News or media
kind-research-partner = Research partner
kind-technical-assistance = Technical assistance
kind-other = Other kind of organization

## Levels of a contact
level-front-line = Works with families
level-program = Runs a program
level-executive = Leads the organization

## How much an organization can decide or pay for
power-low = Low
power-medium = Medium
power-high = High

## The five kinds of partners of stage 2
five-homes-and-schools = Housing and school partners for the same area
five-community-leadership = Residents and community leaders
five-existing-partnerships = Partnerships that already exist
five-service-providers = Service providers that families use
five-other-partners = Government, funders and anchor institutions

## Fields of an organization
partner-field-name = Organization
partner-field-letters = Letters
partner-field-sector = Sector
partner-field-kind = Kind
partner-field-website = Website
partner-field-mission = Mission
partner-field-brings = What they bring
partner-field-decision-power = Power to decide
partner-field-funding-power = Power to pay
partner-field-populations = Whom they serve
partner-field-places = Places they serve
partner-field-existing-partnerships = Existing partnerships
partner-field-main-name = Main contact
partner-field-main-job = Main contact: job title
partner-field-main-email = Main contact: email
partner-field-main-phone = Main contact: phone
partner-field-main-level = Main contact: level
partner-field-backup-name = Backup contact
partner-field-backup-job = Backup contact: job title
partner-field-backup-email = Backup contact: email
partner-field-backup-phone = Backup contact: phone
partner-field-backup-level = Backup contact: level

### The toolkit: pages to read, lists, search, sending a page on.

toolkit-title = Toolkit
toolkit-lead = Guides, key terms, outcomes and resources for housing and education partners. Read in any order.
toolkit-all-pages = All pages
toolkit-nav = Toolkit
toolkit-nav-phone = Toolkit, phone
toolkit-aside = Share and help
toolkit-ends = Previous and next page
toolkit-previous = Previous page:
toolkit-next = Next page:
toolkit-top = Back to top
toolkit-back = Back to the page
toolkit-contents = On this page
toolkit-brief = In brief
toolkit-footnotes = Footnotes
toolkit-note = Footnote { $n }
toolkit-note-back = Back to the text for footnote { $n }
toolkit-note-back-short = Back
toolkit-all-terms = All key terms
toolkit-stage = Stage { $n }
toolkit-stage-of = Stage { $n } of { $total }
toolkit-minutes = { $n ->
    [one] 1 minute read
   *[other] { $n } minute read
}
toolkit-updated = Updated { $date }
toolkit-other-language = This page is not in English yet.
toolkit-other-language-text = You see it in the language it was written in.

toolkit-section-start = Start here
toolkit-section-stages = The five stages
toolkit-section-outcomes = Outcomes
toolkit-section-sectors = How each sector works
toolkit-section-tools = Terms and tools
toolkit-section-cases = What others did
toolkit-section-local = From this community
toolkit-section-about = About

toolkit-helps-with = This helps with:
toolkit-unanswered = Not answered
toolkit-try = Try it in your workbook
toolkit-try-text = These are the questions of stage { $n }. Answer what you can today. “Not yet” is a good answer too.
toolkit-try-open = Open stage { $n } in your workbook
toolkit-own = Your workbook

toolkit-share = Share with a colleague
toolkit-share-text = They get this page by email.
toolkit-share-lead = They get a link to this page by email, with your name and message.
toolkit-share-to = Their email address
toolkit-share-hint = Separate several addresses with commas.
toolkit-share-start = Where the link starts
toolkit-share-whole = The whole page
toolkit-share-send = Send this page
toolkit-share-no-mail = Copy the link below and pass it on in a message of your own.
toolkit-link = Link to this page
toolkit-copy = Copy the link
toolkit-print = Print
toolkit-print-page = This page (PDF)
toolkit-print-stage = All of stage { $n } (PDF)
toolkit-print-book = The whole toolkit (PDF)
toolkit-print-questions = Questions of this stage
toolkit-print-terms = Key terms of this stage

toolkit-filter = Show
toolkit-shown = { $n } of { $total } shown
toolkit-count-shown = { "{n} of {total} shown" }
toolkit-none = Nothing fits all of these.
toolkit-show-all = Show everything
toolkit-by-sector = Sector
toolkit-any-sector = Both sectors
toolkit-by-age = Stage of life
toolkit-any-age = Every stage of life
toolkit-by-data = Data source
toolkit-any-data = Every data source
toolkit-by-stage = Stage
toolkit-any-stage = Every stage
toolkit-by-kind = Kind
toolkit-any-kind = Every kind
toolkit-is-housing = Housing
toolkit-is-education = Education
toolkit-is-both = Both sectors
toolkit-is-early-childhood = Early childhood
toolkit-is-school-age = School age
toolkit-is-young-adult = Young adult
toolkit-is-comprehensive = For all stages
toolkit-is-guide = Guide
toolkit-is-toolkit = Toolkit
toolkit-is-tool = Tool
toolkit-is-template = Template
toolkit-is-data = Data
toolkit-is-case-study = Case study
toolkit-is-study = Study
toolkit-is-framework = Framework
toolkit-is-article = Article
toolkit-is-video = Video
toolkit-also = Also: { $names }
toolkit-outcomes = Twelve outcomes
toolkit-open-all = Open all
toolkit-close-all = Close all
toolkit-csv = Table (CSV)
toolkit-csv-name = outcomes.csv
toolkit-what = What it is
toolkit-why = Why the other sector should care
toolkit-indicators = Indicators
toolkit-indicators-of = Indicators of { $outcome }
toolkit-indicator = Indicator
toolkit-metric = Example of a measure
toolkit-source = Usual data source
toolkit-limit = What it does not show
toolkit-helps = What helps
toolkit-related = Ties most to:
toolkit-sources = Sources
toolkit-data = Where the numbers come from
toolkit-resources = Resources
toolkit-no-address = Search for it by its title

search-title = Search the toolkit
search-title-for = Search: { $q }
search-label = Search the toolkit
search-go = Search
search-hint = Type a word, such as “attendance” or “voucher”. Guides, key terms, outcomes, resources and questions are searched.
search-better = Did you mean
search-none = Nothing was found for “{ $q }”. Try another word, or look through the
search-loose = No page has all of these words. These have some.
search-count = { $n ->
    [one] 1 result
   *[other] { $n } results
}
search-term = Key term
search-page = Page
search-outcome = Outcome
search-section = Section
search-question = Question
search-resource = Resource

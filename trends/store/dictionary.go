package store

// dictionary holds words and phrases that job ads use, the commonest last: zstd refers to what is near.
const dictionary = `
equal opportunity employer regardless of race, color, religion, sex, national origin, age, disability, veteran status, sexual orientation, gender identity
401(k) matching, medical, dental and vision insurance, unlimited paid time off, parental leave, commuter benefits, stock options, competitive salary and equity
visa sponsorship available. Please include a short note. To apply, send your resume and a link to your GitHub profile to jobs [at] example.com. Apply here: https://www.example.com/careers/jobs/
https://boards.greenhouse.io/ https://jobs.lever.co/ https://jobs.ashbyhq.com/ https://apply.workable.com/ https://www.linkedin.com/company/
San Francisco, CA | New York, NY | Boston, MA | Seattle, WA | Austin, TX | Los Angeles | Chicago, IL | London, UK | Berlin, Germany | Toronto, Canada | Remote (US only) | Amsterdam | Paris | Palo Alto, Mountain View, Cambridge, Washington, DC, Denver, Portland, Vancouver, Singapore, Sydney
| ONSITE | REMOTE | INTERNS | VISA | Full-time | Full Time | Part-time | Contract | Hybrid | $120k - $180k + equity |
Senior Software Engineer | Backend Engineer | Frontend Engineer | Full Stack Developer | Data Scientist | Machine Learning Engineer | DevOps Engineer | Product Manager | Engineering Manager | Site Reliability Engineer | Mobile Developer (iOS, Android) | QA Engineer | Designer
We are a fast-growing, venture-backed startup (YC W16, Series A, Series B) that is building the future of a platform for customers, companies and people around the world. Our mission is to make
Bachelor's degree in Computer Science or a related field, Master's, PhD. Excellent communication skills, written and verbal. Ability to work independently in a fast-paced environment. attention to detail, passionate about solving hard problems
Java, Scala, Kotlin, Ruby on Rails, Go, Golang, Rust, C++, C#, .NET, PHP, Swift, Objective-C, Elixir, Clojure, Haskell, TypeScript, JavaScript, React, React Native, Angular, Vue.js, Node.js, Django, Flask, HTML, CSS, Redux, GraphQL, REST APIs, microservices
PostgreSQL, Postgres, MySQL, MongoDB, Redis, Elasticsearch, Kafka, Spark, Hadoop, Cassandra, Snowflake, BigQuery, Airflow, SQL, NoSQL, data pipelines, ETL, Docker, Kubernetes, Terraform, Ansible, Jenkins, CI/CD, Linux, AWS, GCP, Azure, cloud infrastructure, distributed systems
Python, PyTorch, TensorFlow, scikit-learn, pandas, NumPy, Keras, machine learning, deep learning, computer vision, natural language processing, NLP, large language models, LLMs, statistics, algorithms, data science, analytics, reinforcement learning
Responsibilities: Requirements: Qualifications: Nice to have: Bonus points: What you'll do: What we're looking for: About us: About the role: Benefits: Our stack: Tech stack: You will You have
<p>&nbsp;</p> <div> <span> <strong> </strong> <ul> <li> </li> </ul> <br> <h3> </h3> <a href="https://www. rel="nofollow">
years of experience with experience in building and shipping production software, working closely with engineers, product managers and designers to design, develop, test, deploy and maintain scalable, reliable, high-quality systems and services. strong knowledge of, familiarity with, understanding of, proficiency in
We're looking for engineers to join our team and help us build our product. We are hiring for the following roles. If you are interested, please get in touch, email me at or apply on our website.
`

package main

import "sync"

// ordered runs work on values side by side and hands the results on in the order of the values. produce calls its argument
// for each value; consume is called for each result, from one goroutine at a time. The first error ends everything and is
// returned; then produce gets the error too, when it offers the next value.
func ordered[A, B any](workers int, produce func(emit func(A) error) error, work func(A) B, consume func(B) error) error {
	type job struct {
		in   A
		out  B
		done chan struct{}
	}
	todo, order := make(chan *job), make(chan *job, 2*workers)
	stop := make(chan struct{})
	var failed error // set before stop is closed
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for j := range todo {
				j.out = work(j.in)
				close(j.done)
			}
		})
	}
	var consumed sync.WaitGroup
	consumed.Go(func() {
		for j := range order {
			<-j.done
			if failed != nil {
				continue
			}
			if err := consume(j.out); err != nil {
				failed = err
				close(stop)
			}
		}
	})
	err := produce(func(v A) error {
		j := &job{in: v, done: make(chan struct{})}
		select {
		case <-stop:
			return failed
		case order <- j:
		}
		todo <- j
		return nil
	})
	close(todo)
	close(order)
	group.Wait()
	consumed.Wait()
	if failed != nil {
		return failed
	}
	return err
}

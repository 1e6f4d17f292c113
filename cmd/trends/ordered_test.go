package main

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func TestOrdered(t *testing.T) {
	var got, want []int
	err := ordered(4, func(emit func(int) error) error {
		for i := range 200 {
			want = append(want, 2*i)
			if err := emit(i); err != nil {
				return err
			}
		}
		return nil
	}, func(i int) int {
		time.Sleep(time.Duration(i%7) * 50 * time.Microsecond) // later values may be ready first
		return 2 * i
	}, func(v int) error {
		got = append(got, v)
		return nil
	})
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("ordered = %v, %v, want %v", got, err, want)
	}
}

func TestOrderedStops(t *testing.T) {
	full, broken := errors.New("full"), errors.New("broken")
	offered, consumed := 0, 0
	err := ordered(2, func(emit func(int) error) error {
		for i := range 1000 {
			offered++
			if err := emit(i); err != nil {
				return err
			}
		}
		return nil
	}, func(i int) int { return i }, func(v int) error {
		consumed++
		if v == 10 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || consumed != 11 || offered > 100 {
		t.Errorf("consume failing at 10: err %v, consumed %d, offered %d", err, consumed, offered)
	}
	err = ordered(2, func(emit func(int) error) error {
		return errors.Join(emit(1), broken)
	}, func(i int) int { return i }, func(int) error { return nil })
	if !errors.Is(err, broken) {
		t.Errorf("produce failing: err = %v, want %v", err, broken)
	}
}
